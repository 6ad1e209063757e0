package dev.gotstack.io.packed;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.io.Progress;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Takes what is unpacked, up to a limit, if it begins as it should.
final class LimitedOutput extends OutputStream {
    private static final int FIRST = 8;
    private static final long REPORT = 1 << 20;

    private final OutputStream out;
    private final Unpacked.Limits limits;
    private final long promised;
    private final Progress progress;
    private final byte[] first = new byte[FIRST];
    private long written;
    private long reported = -REPORT;
    private @Nullable IOException failure;

    /// @param promised bytes that will come; -1 if nobody said
    LimitedOutput(OutputStream out, Unpacked.Limits limits, long promised, Progress progress) {
        this.out = new BufferedOutputStream(out, (int) REPORT);
        this.limits = limits;
        this.promised = promised;
        this.progress = progress;
    }

    static MalformedFileException tooLarge(Unpacked.Limits limits, String found) {
        return new MalformedFileException(
                limits.inside(), -1, "unpacked size", "at most " + limits.most() + " bytes", found);
    }

    /// Tells a full disk from a damaged archive.
    void throwOwnFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    /// Checks what has come, if it was too short to be checked before.
    void finish() {
        if (written < FIRST) {
            check((int) written);
        }
    }

    private void check(int length) {
        if (!limits.wanted().test(Arrays.copyOf(first, length))) {
            throw new MalformedFileException(limits.inside(), 0, "signature", "PAGEDUMP or PAGEDU64", "something else");
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (length > limits.most() - written) {
            throw tooLarge(limits, "more");
        }
        if (written < FIRST) {
            int part = (int) Math.min(length, FIRST - written);
            System.arraycopy(bytes, from, first, (int) written, part);
            if (written + part == FIRST) {
                check(FIRST);
            }
        }
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
        written += length;
        if (written - reported >= REPORT) {
            reported = written;
            progress.at("Unpacking " + limits.inside(), written, Math.max(0, promised));
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
