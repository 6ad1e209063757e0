package dev.gotstack.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

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
    public static void write(Path target, Content content) throws IOException {
        var absolute = target.toAbsolutePath();
        var folder = absolute.getParent();
        if (folder == null) {
            throw new IOException(target + " is a directory");
        }
        if (Files.isDirectory(absolute)) {
            throw new IOException(target + " is a directory");
        }
        try {
            write(folder, absolute, content);
        } catch (FileSystemException e) {
            throw new IOException(reason(folder, e), e);
        }
    }

    private static void write(Path folder, Path target, Content content) throws IOException {
        var beside = Files.createTempFile(folder, ".gotstack-", ".tmp");
        try {
            try (var out = new BufferedOutputStream(Files.newOutputStream(beside))) {
                content.writeTo(out);
            }
            move(beside, target);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /// What the system's message means for the user, who knows nothing of the file beside.
    private static String reason(Path folder, FileSystemException e) {
        return switch (e) {
            case NoSuchFileException missing -> "the folder " + folder + " does not exist";
            case AccessDeniedException denied -> "no right to write in " + folder;
            default -> {
                var reason = e.getReason();
                yield reason == null ? folder + ": " + e : folder + ": " + reason;
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
