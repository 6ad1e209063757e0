package dev.gotstack.symbol.pdb;

import dev.gotstack.io.ByteSource;
import dev.gotstack.io.LittleEndian;
import dev.gotstack.io.MalformedFileException;
import java.nio.charset.StandardCharsets;

/// A stream of a PDB, in memory. Every read is checked against its end.
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
        return LittleEndian.u16(content, at(offset, 2));
    }

    @Override
    public long u32(long offset) {
        return LittleEndian.u32(content, at(offset, 4));
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
            throw new MalformedFileException(name, offset, "name", "a NUL at its end", "none");
        }
        return new String(content, start, end - start, StandardCharsets.UTF_8);
    }

    /// Text with its length in the first byte, as in records older than 2002.
    String shortString(long offset) {
        int length = u8(offset);
        return new String(content, at(offset + 1, length), length, StandardCharsets.ISO_8859_1);
    }

    private int at(long offset, int length) {
        check(offset, length, "value");
        return (int) offset;
    }
}
