package dev.gotstack.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Writes a file as a whole or not at all: beside the target first, then moved over it.
public final class WholeFile {

    /// What puts the content into the stream.
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private WholeFile() {}

    /// Replaces `target` with what `content` writes. On any failure the old file is untouched and nothing is left
    /// behind.
    ///
    /// @throws IOException whose message says in words what is in the way
    public static void write(Path target, Content content) throws IOException {
        var absolute = target.toAbsolutePath();
        var folder = absolute.getParent();
        if (folder == null || Files.isDirectory(absolute)) {
            throw new IOException("there is a folder of that name");
        }
        try {
            write(folder, absolute, content);
        } catch (FileSystemException e) {
            throw new IOException(reason(folder, e), e);
        }
    }

    private static void write(Path folder, Path target, Content content) throws IOException {
        // Not a temporary file of the system's: only its owner could read that.
        var beside = BesideFile.in(folder);
        try {
            try (var out = new BufferedOutputStream(
                    Files.newOutputStream(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
                content.writeTo(out);
            }
            move(beside, target);
        } finally {
            Files.deleteIfExists(beside);
        }
        BesideFile.sweep(folder);
    }

    /// What the system's message means for the user, who knows nothing of the file beside.
    private static String reason(Path folder, FileSystemException e) {
        return switch (e) {
            // Some folders of the system are there and hold no files of others.
            case NoSuchFileException missing ->
                Files.isDirectory(folder)
                        ? "no file can be made in " + folder
                        : "the folder " + folder + " does not exist";
            case AccessDeniedException denied -> "no right to write in " + folder;
            case DirectoryNotEmptyException taken -> "there is a folder of that name";
            default -> {
                var reason = e.getReason();
                yield folder + ": " + (reason == null || reason.isBlank() ? e : reason);
            }
        };
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
