package dev.gotstack.io.packed;

import dev.gotstack.io.Leftovers;
import dev.gotstack.io.MappedFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/// A temporary file for what was unpacked, readable by its owner only. The system deletes it when it is closed or the
/// process ends, in whatever way: on POSIX systems it has no name from the beginning.
final class TemporaryCopy implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("gotstack-([0-9]{1,18})-[0-9a-f-]{1,36}\\.dmp");
    private static final Set<StandardOpenOption> OPTIONS = Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);

    static {
        // What is left where a system could not delete it.
        Leftovers.sweep(folder(), NAME, Duration.ZERO);
    }

    private final FileChannel channel;

    private TemporaryCopy(FileChannel channel) {
        this.channel = channel;
    }

    private static Path folder() {
        return Path.of(System.getProperty("java.io.tmpdir", ""));
    }

    /// Bytes that fit where copies are made.
    static long usableSpace() throws IOException {
        return Files.getFileStore(folder()).getUsableSpace();
    }

    /// A new empty file.
    static TemporaryCopy create() throws IOException {
        var folder = folder();
        var path = folder.resolve("gotstack-" + ProcessHandle.current().pid() + "-" + UUID.randomUUID() + ".dmp");
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        var attributes = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        return new TemporaryCopy(FileChannel.open(path, OPTIONS, attributes));
    }

    /// Takes the content. Closing the stream does not close the file.
    OutputStream output() {
        var out = Channels.newOutputStream(channel);
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                out.write(b);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
            }
        };
    }

    /// Maps what was written.
    ///
    /// @param path what the user opened
    /// @param name what the user knows the content by
    MappedFile map(Path path, String name) throws IOException {
        return MappedFile.map(channel, path, name);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            return; // the end of the process closes it
        }
    }
}
