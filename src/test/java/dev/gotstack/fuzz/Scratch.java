package dev.gotstack.fuzz;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// A file that takes one input after the other. Only what changed is written. Whoever reads it has closed it before.
final class Scratch implements AutoCloseable {
    private static final int BLOCK = 0x1000;

    private final Path path;
    private final FileChannel channel;
    private byte[] content = new byte[0];

    Scratch(Path folder, String ending) throws IOException {
        this.path = Files.createTempFile(folder, "input-", ending);
        this.channel = FileChannel.open(path, StandardOpenOption.WRITE);
    }

    /// The file, with this content.
    Path with(byte[] next) throws IOException {
        if (next.length < content.length) {
            channel.truncate(next.length);
        }
        for (int from = 0; from < next.length; from += BLOCK) {
            int to = Math.min(next.length, from + BLOCK);
            if (to > content.length || Arrays.mismatch(content, from, to, next, from, to) >= 0) {
                write(ByteBuffer.wrap(next, from, to - from), from);
            }
        }
        content = next;
        return path;
    }

    private void write(ByteBuffer bytes, long at) throws IOException {
        long next = at;
        while (bytes.hasRemaining()) {
            next += channel.write(bytes, next);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(path);
    }
}
