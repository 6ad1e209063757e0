package dev.gotstack.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
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
        var beside = Files.createTempFile(folder, ".gotstack-", ".tmp");
        try {
            try (var out = new BufferedOutputStream(Files.newOutputStream(beside))) {
                content.writeTo(out);
            }
            move(beside, absolute);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
