package dev.gotstack.symbol;

import dev.gotstack.io.BesideFile;
import dev.gotstack.io.MalformedFileException;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Symbol stores that this program may write into: the ones the user named as caches, else one of its own. A file comes
/// in whole and checked, or not at all.
final class FileCache {

    /// What makes a file.
    @FunctionalInterface
    interface Maker {
        /// Writes the content into an empty file that exists already.
        void make(Path temporary) throws IOException;
    }

    private final List<Path> directories;
    private final Path own;

    /// @param directories the nearest first
    /// @param own the one that is this program's own
    FileCache(List<Path> directories, Path own) {
        this.directories = List.copyOf(directories);
        this.own = own;
    }

    /// The directory used if the user names none.
    static Path ofUser() {
        var named = System.getenv("XDG_CACHE_HOME");
        // The XDG specification: paths that are not absolute are to be ignored.
        boolean usable = named != null && named.startsWith("/") && named.indexOf('\0') < 0;
        var caches = usable ? Path.of(named) : Path.of(System.getProperty("user.home", "."), ".cache");
        return caches.resolve("gotstack").resolve("symbols");
    }

    /// The file if one of the directories has it, and it is the right one.
    @Nullable
    Path find(WantedFile file) {
        for (var directory : directories) {
            var place = StoreDirectory.placeFor(directory, file);
            if (Files.isRegularFile(place) && file.objectionTo(place) == null) {
                return place;
            }
        }
        return null;
    }

    /// Makes a file and keeps it in the nearest writable directory.
    ///
    /// @throws IOException if it cannot be made or kept, or turns out not to be the wanted one
    Path keep(WantedFile file, Maker maker) throws IOException {
        var root = writable();
        BesideFile.sweep(root);
        var temporary = temporary(root);
        try {
            maker.make(temporary);
            var objection = file.objectionTo(temporary);
            if (objection != null) {
                throw new IOException(shown(objection, temporary, file));
            }
            var place = StoreDirectory.placeFor(root, file);
            Files.createDirectories(parent(place));
            move(temporary, place);
            return place;
        } catch (MalformedFileException e) {
            throw new IOException(shown(String.valueOf(e.getMessage()), temporary, file), e);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /// A message in the wanted file's terms: the temporary file's name tells the user nothing.
    private static String shown(String message, Path temporary, WantedFile file) {
        var name = String.valueOf(temporary.getFileName());
        return message.replace(name + "_", file.packedName()).replace(name, file.name());
    }

    /// A new file beside those that are kept, for its owner only, to be deleted by the caller.
    private static Path temporary(Path root) throws IOException {
        return Files.createFile(BesideFile.in(root), attributes("rw-------"));
    }

    /// The nearest directory that can be written; it is made if it does not exist.
    Path writable() throws IOException {
        var reasons = new ArrayList<String>();
        for (var directory : directories) {
            try {
                create(directory);
                if (Files.isWritable(directory)) {
                    return directory;
                }
                reasons.add(directory + ": not writable");
            } catch (IOException e) {
                reasons.add(directory + ": cannot be made (" + e.getClass().getSimpleName() + ")");
            }
        }
        throw new IOException("no cache can be written: " + String.join(", ", reasons));
    }

    /// Which dumps a user looked at is nobody else's business: this program's own directory is the user's only. One
    /// that the user named may be meant for others.
    private void create(Path directory) throws IOException {
        Files.createDirectories(directory, directory.equals(own) ? attributes("rwx------") : new FileAttribute<?>[0]);
    }

    private static FileAttribute<?>[] attributes(String permissions) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Path parent(Path place) throws IOException {
        var parent = place.getParent();
        if (parent == null) {
            throw new IOException(String.format(Locale.ROOT, "%s has no directory", place));
        }
        return parent;
    }
}
