package dev.gotstack.io.packed;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.io.MappedFile;
import dev.gotstack.io.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A file as it can be mapped: itself, or, where it is a compressed one, a temporary copy of the one dump inside. The
/// copy can be read by its owner only and is gone when this is closed, or when the program ends in whatever way.
public final class Unpacked implements AutoCloseable {
    private static final long MOST = 64L << 30;
    /// Bytes of the disk that are left alone.
    private static final long RESERVE = 1L << 30;

    private final Path path;
    private final String name;
    private final @Nullable TemporaryCopy copy;

    private Unpacked(Path path, String name, @Nullable TemporaryCopy copy) {
        this.path = path;
        this.name = name;
        this.copy = copy;
    }

    /// @param wanted whether a content's first bytes are those of a file worth unpacking
    /// @param most bytes the content may have; 0: 64 GiB or what fits on the disk, whichever is less
    /// @throws IOException if a file cannot be read or written
    /// @throws MalformedFileException if it is a compressed file without exactly one dump, damaged, or too large
    public static Unpacked open(Path path, Predicate<byte[]> wanted, long most, Progress progress) throws IOException {
        var file = path.getFileName();
        var name = file == null ? path.toString() : file.toString();
        var packing = Packing.of(first(path)).orElse(null);
        if (packing == null) {
            return new Unpacked(path, name, null);
        }
        try (var archive = archive(path, name, packing)) {
            var member = archive.dump(name);
            var inside = member.name().replaceAll("[^\\x20-\\x7e]", "?") + " in " + name;
            var copy = TemporaryCopy.create();
            try {
                copy(archive, member, copy, new Limits(inside, wanted, most(most)), progress);
                return new Unpacked(path, inside, copy);
            } catch (IOException | RuntimeException e) {
                copy.close();
                throw e;
            }
        } catch (MalformedFileException | CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            // Libraries index their tables by what the file says: damage shows as exceptions of many kinds.
            throw damaged(name, e);
        }
    }

    /// What may come out.
    ///
    /// @param inside what is unpacked, for messages
    record Limits(String inside, Predicate<byte[]> wanted, long most) {}

    private static void copy(
            Archive archive, Archive.Member member, TemporaryCopy copy, Limits limits, Progress progress)
            throws IOException {
        if (member.size() > limits.most()) {
            throw LimitedOutput.tooLarge(limits, Long.toString(member.size()) + " bytes");
        }
        try (var out = new LimitedOutput(copy.output(), limits, member.size(), progress)) {
            try {
                archive.extract(member, out);
            } catch (IOException e) {
                out.throwOwnFailure();
                throw damaged(limits.inside(), e);
            }
            out.finish();
        }
    }

    private static Archive archive(Path path, String name, Packing packing) throws IOException {
        try {
            return switch (packing) {
                case ZIP, EMPTY_ZIP -> ZipArchive.open(path, name);
                case CABINET -> new CabinetArchive(Cabinet.open(path));
                case GZIP, XZ -> CompressedFile.open(path, name, packing);
            };
        } catch (IOException e) {
            throw damaged(name, e);
        }
    }

    private static String first(Path path) throws IOException {
        try (var in = Files.newInputStream(path)) {
            return new String(in.readNBytes(Packing.LENGTH), StandardCharsets.ISO_8859_1);
        }
    }

    private static long most(long wanted) throws IOException {
        return wanted > 0 ? wanted : Math.min(MOST, Math.max(0, TemporaryCopy.usableSpace() - RESERVE));
    }

    private static MalformedFileException damaged(String name, Exception e) {
        var message = e.getMessage();
        return new MalformedFileException(
                name,
                -1,
                "compressed file",
                "a readable one",
                "damage (" + (message == null ? e.getClass().getSimpleName() : message.replaceAll("\\p{Cntrl}", "?"))
                        + ")");
    }

    /// Maps what is to be read.
    ///
    /// @throws IOException if that cannot be
    public MappedFile map() throws IOException {
        return copy == null ? MappedFile.open(path, name) : copy.map(path, name);
    }

    /// Gives the copy up. It must not be mapped any more.
    @Override
    public void close() {
        if (copy != null) {
            copy.close();
        }
    }
}
