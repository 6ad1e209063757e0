package dev.gotstack.symbol;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.io.Progress;
import dorkbox.cabParser.CabException;
import dorkbox.cabParser.CabParser;
import dorkbox.cabParser.CabStreamSaver;
import dorkbox.cabParser.structure.CabFileEntry;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CancellationException;

/// Unpacks the cabinets in which symbol stores keep files (`name.pd_`): one file, MSZIP, LZX or stored. The name inside
/// is not used.
final class Cabinet {

    private Cabinet() {}

    /// Writes the file inside a cabinet.
    ///
    /// @param most bytes that it may have
    /// @throws IOException if a file cannot be read or written
    /// @throws MalformedFileException if it is no such cabinet, or its file is larger
    static void unpack(Path cabinet, Path into, long most, Progress progress) throws IOException {
        var name = String.valueOf(cabinet.getFileName());
        try (var in = new BufferedInputStream(Files.newInputStream(cabinet));
                var out = new Bounded(Files.newOutputStream(into), name, most, progress)) {
            var parser = new CabParser(in, new IntoOne(out));
            if (parser.files == null || parser.files.length != 1) {
                throw unexpected(name, "one file", parser.files == null ? "none" : parser.files.length + " files");
            }
            out.expect(parser.files[0].cbFile);
            parser.extractStream();
            out.finish();
        } catch (CabException e) {
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

    /// Takes as many bytes as the cabinet promised, and no more than the caller bears.
    private static final class Bounded extends OutputStream {
        private final OutputStream out;
        private final String name;
        private final long most;
        private final Progress progress;
        private long promised;
        private long written;

        Bounded(OutputStream out, String name, long most, Progress progress) {
            this.out = out;
            this.name = name;
            this.most = most;
            this.progress = progress;
        }

        void expect(long bytes) {
            if (bytes > most) {
                throw unexpected(name, "at most " + most + " bytes", Long.toString(bytes));
            }
            promised = bytes;
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
            out.write(bytes, from, length);
            written += length;
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
