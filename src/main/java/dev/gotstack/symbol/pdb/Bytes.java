package dev.gotstack.symbol.pdb;

import dev.gotstack.io.ByteSource;
import dev.gotstack.io.LittleEndian;
import dev.gotstack.io.MalformedFileException;
import java.nio.charset.StandardCharsets;

/// A stream of a PDB, in memory. Every read is checked against its end.
///
/// Small values are put together from bytes: most PDBs are read once, before the JVM has optimised much, and until
/// then this is several times faster than a view of the array.
final class Bytes implements ByteSource {
    private final String name;
    private final byte[] content;

    Bytes(String name, byte[] content) {
        this.name = name;
        this.content = content;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return content.length;
    }

    @Override
    public void copy(long offset, byte[] target, int at, int length) {
        check(offset, length, "bytes");
        System.arraycopy(content, (int) offset, target, at, length);
    }

    @Override
    public int u8(long offset) {
        return content[at(offset, 1)] & 0xff;
    }

    @Override
    public int u16(long offset) {
        return u16(at(offset, 2));
    }

    @Override
    public long u32(long offset) {
        int at = at(offset, 4);
        return Integer.toUnsignedLong(u16(at) | u16(at + 2) << 16);
    }

    @Override
    public long u64(long offset) {
        return LittleEndian.u64(content, at(offset, 8));
    }

    /// A signed 32-bit value.
    int i32(long offset) {
        return (int) u32(offset);
    }

    /// NUL-terminated UTF-8 that ends before `limit`.
    ///
    /// @throws MalformedFileException if no NUL comes before `limit`
    String string(long offset, long limit) {
        int start = at(offset, 0);
        int end = start;
        while (end < limit && end < content.length && content[end] != 0) {
            end++;
        }
        if (end >= limit || end >= content.length) {
            throw endless(offset);
        }
        return new String(content, start, end - start, StandardCharsets.UTF_8);
    }

    /// Refuses what [#string] cannot read. Looks from the limit back, for at the end of a record the NUL is near it.
    void checkString(long offset, long limit) {
        int start = at(offset, 0);
        int last = (int) Math.min(limit, content.length) - 1;
        while (last >= start && content[last] != 0) {
            last--;
        }
        if (last < start) {
            throw endless(offset);
        }
    }

    private MalformedFileException endless(long offset) {
        return new MalformedFileException(name, offset, "name", "a NUL at its end", "none");
    }

    /// Text with its length in the first byte, as in records older than 2002.
    String shortString(long offset) {
        int length = u8(offset);
        return new String(content, at(offset + 1, length), length, StandardCharsets.ISO_8859_1);
    }

    /// Refuses what [#shortString] cannot read.
    void checkShortString(long offset) {
        check(offset + 1, u8(offset), "value");
    }

    private int u16(int at) {
        return (content[at] & 0xff) | (content[at + 1] & 0xff) << 8;
    }

    private int at(long offset, int length) {
        if (offset < 0 || offset > content.length - length) {
            check(offset, length, "value");
        }
        return (int) offset;
    }
}
