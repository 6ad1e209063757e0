package dev.gotstack.symbol;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.io.Progress;
import dorkbox.cabParser.CabException;
import dorkbox.cabParser.CabParser;
import dorkbox.cabParser.CabStreamSaver;
import dorkbox.cabParser.structure.CabFileEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// Unpacks the cabinets in which symbol stores keep files (`name.pd_`): one file, MSZIP, LZX or stored. The name inside
/// is not used.
final class Cabinet {

    /// Cabinets are held in memory while they are unpacked; a kernel's is some 5 MB.
    private static final long MOST_PACKED = 256L << 20;

    private Cabinet() {}

    /// Writes the file inside a cabinet.
    ///
    /// @param most bytes that it may have
    /// @throws IOException if a file cannot be read or written
    /// @throws MalformedFileException if it is no such cabinet, or its file is larger
    static void unpack(Path cabinet, Path into, long most, Progress progress) throws IOException {
        var name = String.valueOf(cabinet.getFileName());
        if (Files.size(cabinet) > MOST_PACKED) {
            throw unexpected(name, "at most " + MOST_PACKED + " bytes", Long.toString(Files.size(cabinet)));
        }
        var bytes = Files.readAllBytes(cabinet);
        var layout = CabinetLayout.read(bytes, name);
        if (layout.fileSize() > most) {
            throw unexpected(name, "a file of at most " + most + " bytes", Long.toString(layout.fileSize()));
        }
        try (var out = new Bounded(Files.newOutputStream(into), name, layout.fileSize(), progress)) {
            if (layout.method() == CabinetLayout.MSZIP) {
                MsZip.unpack(bytes, name, layout, out);
            } else {
                extract(new ByteArrayInputStream(bytes), out, name);
            }
            out.finish();
        }
    }

    private static void extract(InputStream in, Bounded out, String name) throws IOException {
        try {
            new CabParser(in, new IntoOne(out)).extractStream();
        } catch (CabException | IOException e) {
            out.throwOwnFailure();
            throw unexpected(name, "a readable one", reason(e));
        } catch (MalformedFileException | CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            // The library indexes its tables by what the file says: damage shows as exceptions of many kinds.
            throw unexpected(name, "a readable one", reason(e));
        }
    }

    private static String reason(Throwable e) {
        var message = e.getMessage();
        return String.format(
                Locale.ROOT, "damage (%s)", message == null ? e.getClass().getSimpleName() : message);
    }

    private static MalformedFileException unexpected(String name, String expected, String found) {
        return new MalformedFileException(name, -1, "cabinet", expected, found);
    }

    private record IntoOne(OutputStream out) implements CabStreamSaver {
        @Override
        public OutputStream openOutputStream(CabFileEntry entry) {
            return out;
        }

        @Override
        public void closeOutputStream(OutputStream stream, CabFileEntry entry) {
            // closed by whoever opened it
        }

        @Override
        public boolean saveReservedAreaData(byte[] data, int length) {
            return false;
        }
    }

    /// Takes as many bytes as the cabinet promised.
    private static final class Bounded extends OutputStream {
        private final OutputStream out;
        private final String name;
        private final long promised;
        private final Progress progress;
        private long written;
        private @Nullable IOException failure;

        Bounded(OutputStream out, String name, long promised, Progress progress) {
            this.out = out;
            this.name = name;
            this.promised = promised;
            this.progress = progress;
        }

        /// Tells a full disk from a damaged cabinet.
        void throwOwnFailure() throws IOException {
            if (failure != null) {
                throw failure;
            }
        }

        void finish() {
            if (written != promised) {
                throw unexpected(name, promised + " bytes", Long.toString(written));
            }
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (length > promised - written) {
                throw unexpected(name, promised + " bytes", "more");
            }
            progress.at("Unpacking " + name, written, promised);
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                failure = e;
                throw e;
            }
            written += length;
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
