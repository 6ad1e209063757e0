package dev.gotstack.io.packed;

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
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// Unpacks cabinets of one folder, MSZIP, LZX or stored: those in which symbol stores keep files (`name.pd_`), and
/// those in which debuggers and error reports keep dumps.
public final class Cabinet {

    /// Cabinets are held in memory while they are unpacked; a kernel's symbols have some 5 MB.
    private static final long MOST_PACKED = 256L << 20;

    private final String name;
    private final byte[] bytes;
    private final CabinetLayout layout;

    private Cabinet(String name, byte[] bytes, CabinetLayout layout) {
        this.name = name;
        this.bytes = bytes;
        this.layout = layout;
    }

    /// Writes the one file inside a cabinet. The name inside is not used.
    ///
    /// @param most bytes that it may have
    /// @throws IOException if a file cannot be read or written
    /// @throws MalformedFileException if it is no such cabinet, or its file is larger
    public static void unpack(Path cabinet, Path into, long most, Progress progress) throws IOException {
        var opened = open(cabinet);
        int files = opened.layout.files().size();
        if (files != 1) {
            throw unexpected(opened.name, "one file", files + " files");
        }
        var file = opened.layout.files().getFirst();
        if (file.size() > most) {
            throw unexpected(opened.name, "a file of at most " + most + " bytes", Long.toString(file.size()));
        }
        try (var out = Files.newOutputStream(into)) {
            opened.extract(file, out, progress);
        }
    }

    static Cabinet open(Path cabinet) throws IOException {
        var name = String.valueOf(cabinet.getFileName());
        if (Files.size(cabinet) > MOST_PACKED) {
            throw unexpected(name, "at most " + MOST_PACKED + " bytes", Long.toString(Files.size(cabinet)));
        }
        var bytes = Files.readAllBytes(cabinet);
        return new Cabinet(name, bytes, CabinetLayout.read(bytes, name));
    }

    List<CabinetLayout.File> files() {
        return layout.files();
    }

    void extract(CabinetLayout.File file, OutputStream target, Progress progress) throws IOException {
        var out = new Part(target, this, file, progress);
        if (layout.method() == CabinetLayout.MSZIP) {
            MsZip.unpack(bytes, name, layout, out);
        } else {
            // The library hands out the files one after another: together they are the folder again.
            extract(new ByteArrayInputStream(bytes), out, name);
        }
        out.finish();
    }

    private static void extract(InputStream in, Part out, String name) throws IOException {
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

    private record IntoOne(Part out) implements CabStreamSaver {
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

    /// Takes one file out of the folder's bytes.
    private static final class Part extends OutputStream {
        private final OutputStream out;
        private final String name;
        private final CabinetLayout.File file;
        /// No other file may follow.
        private final boolean only;
        private final Progress progress;
        private long seen;
        private long written;
        private @Nullable IOException failure;

        Part(OutputStream out, Cabinet cabinet, CabinetLayout.File file, Progress progress) {
            this.out = out;
            this.only = cabinet.layout.files().size() == 1;
            this.name = cabinet.name;
            this.file = file;
            this.progress = progress;
        }

        /// Tells a full disk from a damaged cabinet.
        void throwOwnFailure() throws IOException {
            if (failure != null) {
                throw failure;
            }
        }

        void finish() {
            if (written != file.size()) {
                throw unexpected(name, file.size() + " bytes", Long.toString(written));
            }
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            progress.at("Unpacking " + name, written, file.size());
            long skip = Math.clamp(file.start() - seen, 0, length);
            long wanted = Math.clamp(file.start() + file.size() - seen, 0, length) - skip;
            seen += length;
            if (only && seen > file.size()) {
                throw unexpected(name, file.size() + " bytes", "more");
            }
            if (wanted <= 0) {
                return;
            }
            try {
                out.write(bytes, from + (int) skip, (int) wanted);
            } catch (IOException e) {
                failure = e;
                throw e;
            }
            written += wanted;
        }
    }
}
