package dev.gotstack.io;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// A file mapped read-only as a whole, of any size. Every access is checked against the file's length.
public final class MappedFile implements ByteSource, AutoCloseable {
    private static final ValueLayout.OfShort U16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt U32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong U64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final long PAGE = 4096;

    private final Path path;
    private final String name;
    private final Arena arena;
    private final @Nullable Object identity;
    /// These shrink when the file does. Not volatile: whoever does not see that finds out by himself.
    private MemorySegment segment;
    private long size;

    private MappedFile(Path path, String name, Arena arena, MemorySegment segment) {
        this.path = path;
        this.name = name;
        this.arena = arena;
        this.segment = segment;
        this.size = segment.byteSize();
        this.identity = identity(path);
    }

    /// Tells the file from another one that takes its place; null where the system does not tell, or it has no name.
    private static @Nullable Object identity(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            return null;
        }
    }

    /// Looks whether the file was cut off since it was opened. If so, it is from now on as long as it is: what is gone
    /// cannot be read, like any other byte behind a file's end. Costs a call of the system.
    ///
    /// Without this the virtual machine reports what is gone as an [InternalError] of its own, and perhaps only when
    // the
    /// method that read has returned.
    public void refresh() {
        try {
            var now = Files.readAttributes(path, BasicFileAttributes.class);
            if (identity != null && identity.equals(now.fileKey()) && now.size() < size) {
                shrink(now.size());
            }
        } catch (IOException e) {
            return; // deleted, or its drive is away: what is mapped may still be there
        }
    }

    private void shrink(long left) {
        size = left;
        segment = segment.asSlice(0, left);
    }

    /// Maps a file.
    ///
    /// @throws IOException if it cannot be opened or mapped
    public static MappedFile open(Path path) throws IOException {
        var file = path.getFileName();
        return open(path, file == null ? path.toString() : file.toString());
    }

    /// Maps a file that the user knows by another name.
    ///
    /// @throws IOException if it cannot be opened or mapped
    public static MappedFile open(Path path, String name) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return map(channel, path, name);
        }
    }

    /// Maps a file that is open. The channel may be closed afterwards.
    ///
    /// @throws IOException if it cannot be mapped
    @SuppressWarnings("MustBeClosedChecker") // the file keeps the arena and closes it
    public static MappedFile map(FileChannel channel, Path path, String name) throws IOException {
        var arena = Arena.ofShared();
        try {
            var segment =
                    Uninterrupted.call(() -> channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
            return new MappedFile(path, name, arena, segment);
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return size;
    }

    /// All of it, read-only. Its bytes may not be touched once the file is closed.
    public MemorySegment memory() {
        return segment;
    }

    @Override
    public void copy(long offset, byte[] target, int at, int length) {
        check(offset, length, "bytes");
        try {
            MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, offset, target, at, length);
        } catch (InternalError fault) {
            throw cutOff(offset, fault);
        }
    }

    /// Whether a stretch of this file holds the same bytes as one of another.
    public boolean equals(long offset, MappedFile other, long otherOffset, long length) {
        check(offset, length, "bytes");
        other.check(otherOffset, length, "bytes");
        try {
            return MemorySegment.mismatch(
                            segment, offset, offset + length, other.segment, otherOffset, otherOffset + length)
                    < 0;
        } catch (InternalError fault) {
            throw cutOff(offset, fault);
        }
    }

    @Override
    public int u8(long offset) {
        check(offset, 1, "byte");
        try {
            return segment.get(ValueLayout.JAVA_BYTE, offset) & 0xff;
        } catch (InternalError fault) {
            throw cutOff(offset, fault);
        }
    }

    @Override
    public int u16(long offset) {
        check(offset, 2, "16-bit value");
        try {
            return segment.get(U16, offset) & 0xffff;
        } catch (InternalError fault) {
            throw cutOff(offset, fault);
        }
    }

    @Override
    public long u32(long offset) {
        check(offset, 4, "32-bit value");
        try {
            return segment.get(U32, offset) & 0xffff_ffffL;
        } catch (InternalError fault) {
            throw cutOff(offset, fault);
        }
    }

    @Override
    public long u64(long offset) {
        try {
            return segment.get(U64, offset);
        } catch (IndexOutOfBoundsException e) {
            // The segment checks by itself; what it says is not what the user needs to know.
            check(offset, Long.BYTES, "64-bit value");
            throw e;
        } catch (InternalError fault) {
            throw cutOff(offset, fault);
        }
    }

    /// A file that was cut off, or whose drive went away, while it is open: its pages cannot be had any more, which the
    /// machine reports as an error of its own. From now on the file is as long as it is.
    ///
    /// @param offset where it was read
    /// @return what to throw
    public MalformedFileException cutOff(long offset, InternalError fault) {
        long left;
        try {
            left = Files.size(path);
        } catch (IOException e) {
            left = size;
        }
        shrink(Math.min(size, left < size ? left : offset & -PAGE));
        var gone = new MalformedFileException(
                name,
                offset,
                "file",
                "as many bytes as when it was opened",
                size + " (it was cut off, or its drive is gone)");
        gone.initCause(fault);
        return gone;
    }

    /// Unmaps the file. Reading afterwards throws [IllegalStateException].
    @Override
    public void close() {
        arena.close();
    }
}
