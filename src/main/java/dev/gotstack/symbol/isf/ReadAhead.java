package dev.gotstack.symbol.isf;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/// Reads a stream on another thread, some chunks ahead: unpacking takes as long as understanding what is unpacked, and
/// so both are done at once. Nothing is read before the first byte is asked for.
final class ReadAhead extends InputStream {
    private static final int CHUNK = 1 << 16;
    private static final int CHUNKS = 8;

    private final InputStream in;
    private final BlockingQueue<Chunk> ready = new ArrayBlockingQueue<>(CHUNKS);
    private @Nullable Thread reader;
    private Chunk current = new Chunk(new byte[0], 0, null);
    private int at;

    /// @param length bytes of it that hold something; -1 at the end
    /// @param failure what ended the reading, if it was not the end
    private record Chunk(byte[] bytes, int length, @Nullable Exception failure) {}

    ReadAhead(InputStream in) {
        this.in = in;
    }

    private void readAll() {
        try {
            Chunk chunk;
            do {
                chunk = chunk();
                ready.put(chunk);
            } while (chunk.length() >= 0);
        } catch (InterruptedException e) {
            return; // closed: nobody waits for more
        }
    }

    private Chunk chunk() {
        var bytes = new byte[CHUNK];
        try {
            int length = in.readNBytes(bytes, 0, CHUNK);
            return new Chunk(bytes, length == 0 ? -1 : length, null);
        } catch (IOException | RuntimeException e) {
            return new Chunk(bytes, -1, e);
        }
    }

    /// Makes the next chunk the current one if that is used up.
    ///
    /// @return false at the end
    private boolean advance() throws IOException {
        while (at == current.length()) {
            if (reader == null) {
                reader = Thread.ofPlatform().daemon().name("gotstack-unpack").start(this::readAll);
            }
            try {
                current = ready.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
            at = 0;
        }
        switch (current.failure()) {
            case null -> {}
            case IOException e -> throw e;
            case Exception e -> throw new IllegalStateException(e);
        }
        return current.length() > 0;
    }

    @Override
    public int read() throws IOException {
        return advance() ? current.bytes()[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!advance()) {
            return -1;
        }
        int some = Math.min(length, current.length() - at);
        System.arraycopy(current.bytes(), at, target, offset, some);
        at += some;
        return some;
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.interrupt();
            try {
                // The stream below must not be closed while it is read.
                reader.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        in.close();
    }
}
