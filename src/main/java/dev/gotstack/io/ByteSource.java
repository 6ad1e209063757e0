package dev.gotstack.io;

/// Little-endian bytes that can be read at any offset: a mapped file, a stream inside one, or an image in dumped
/// memory.
public interface ByteSource {

    /// What is read, for messages.
    String name();

    /// Length in bytes.
    long size();

    /// Copies `length` bytes from `offset` to `target[at…]`.
    ///
    /// @throws MalformedFileException if any of the bytes lies outside this source or is missing
    void copy(long offset, byte[] target, int at, int length);

    /// `length` bytes from `offset`. The length is checked against the source before anything is allocated.
    default byte[] bytes(long offset, int length) {
        check(offset, length, "bytes");
        var bytes = new byte[length];
        copy(offset, bytes, 0, length);
        return bytes;
    }

    default int u8(long offset) {
        return bytes(offset, 1)[0] & 0xff;
    }

    default int u16(long offset) {
        return LittleEndian.u16(bytes(offset, 2), 0);
    }

    /// An unsigned 32-bit value, zero-extended.
    default long u32(long offset) {
        return LittleEndian.u32(bytes(offset, 4), 0);
    }

    default long u64(long offset) {
        return LittleEndian.u64(bytes(offset, 8), 0);
    }

    /// A NUL-terminated string of single bytes, at most `limit` of them.
    default String text(long offset, int limit) {
        int most = (int) Math.min(limit, Math.max(0, size() - offset));
        var text = new StringBuilder();
        for (int i = 0; i < most; i++) {
            int c = u8(offset + i);
            if (c == 0) {
                break;
            }
            text.append((char) c);
        }
        return text.toString();
    }

    /// Refuses a range that does not lie inside this source, naming what was to be read.
    default void check(long offset, long length, String what) {
        if (offset < 0 || length < 0 || offset > size() - length) {
            throw new MalformedFileException(
                    name(),
                    offset,
                    what,
                    "0x" + Long.toHexString(length) + " bytes",
                    "an end at 0x" + Long.toHexString(size()));
        }
    }
}
