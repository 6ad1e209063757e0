package dev.gotstack.ui.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/// Writes files whole or not at all, for their owner's eyes only.
public final class SafeFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNERS_FOLDER = PosixFilePermissions.fromString("rwx------");

    private static final String ENDING = ".tmp";

    private SafeFile() {}

    /// Puts a text into the place of a file: whoever reads it, or finds it after the power failed, sees the old text or
    /// the new one.
    ///
    /// @throws IOException if it could not be written; the old text is still there
    public static void write(Path file, String text) throws IOException {
        var folder = folder(file);
        var fresh = Files.createTempFile(folder, prefix(file), ENDING, attributes(folder, OWNER_ONLY));
        try {
            try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            replace(fresh, file);
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            // A full disk does not say whose file it had no room for.
            var named = new FileSystemException(file.toString(), null, e.getMessage());
            named.initCause(e);
            throw named;
        } finally {
            Files.deleteIfExists(fresh);
        }
        settle(folder);
    }

    /// The file's folder, made for its owner if it was not there.
    public static Path folder(Path file) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(UiText.of("session.no-folder", file));
        }
        if (!Files.isDirectory(folder)) {
            var above = folder.getParent();
            Files.createDirectories(folder, attributes(above == null ? folder : above, OWNERS_FOLDER));
        }
        return folder;
    }

    private static String prefix(Path file) {
        return "." + file.getFileName() + "-";
    }

    /// Deletes what was written for a file by programs that were killed before they had put it in its place.
    ///
    /// @param quiet for how long that must not have been written to; zero for those who keep others from writing
    public static void sweep(Path file, Duration quiet) {
        var folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            return;
        }
        try (DirectoryStream<Path> left =
                Files.newDirectoryStream(folder, path -> isFreshFor(file, String.valueOf(path.getFileName())))) {
            for (var fresh : left) {
                if (quiet.isZero() || isOlder(fresh, quiet)) {
                    Files.deleteIfExists(fresh);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return; // it is never read: it only takes room
        }
    }

    private static boolean isOlder(Path file, Duration age) throws IOException {
        return Files.getLastModifiedTime(file).toInstant().plus(age).isBefore(Instant.now());
    }

    private static boolean isFreshFor(Path file, String name) {
        return name.startsWith(prefix(file)) && name.endsWith(ENDING);
    }

    private static void replace(Path fresh, Path file) throws IOException {
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// The new name must be on the disk too. Systems that cannot do that to a folder do without.
    private static void settle(Path folder) {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            return; // Windows opens no folders
        }
    }

    private static FileAttribute<?>[] attributes(Path folder, Set<PosixFilePermission> permissions) {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }
}
