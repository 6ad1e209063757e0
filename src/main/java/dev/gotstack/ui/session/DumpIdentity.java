package dev.gotstack.ui.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Which dump it is, whatever its file is called and wherever it lies: its size, and a digest of its beginning, where
/// the header with the time of the crash is, and of its end.
///
/// @param size in bytes
/// @param digest hex digits
public record DumpIdentity(long size, String digest) {
    private static final int BEGINNING = 0x2000;
    private static final int END = 0x1000;
    private static final int DIGITS = 32;

    /// Reads it off a file.
    ///
    /// @throws IOException if the file cannot be read
    public static DumpIdentity of(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            long size = channel.size();
            var digest = sha256();
            digest.update(read(channel, 0, (int) Math.min(BEGINNING, size)));
            digest.update(read(channel, Math.max(0, size - END), (int) Math.min(END, size)));
            return new DumpIdentity(
                    size, HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS));
        }
    }

    /// A file name for it, without an extension.
    String fileName() {
        return digest + "-" + size;
    }

    private static ByteBuffer read(FileChannel channel, long at, int length) throws IOException {
        var bytes = ByteBuffer.allocate(length);
        long from = at;
        while (bytes.hasRemaining()) {
            int count = channel.read(bytes, from);
            if (count < 0) {
                break; // it was cut off meanwhile
            }
            from += count;
        }
        return bytes.flip();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
