package dev.gotstack.symbol.pdb;

import dev.gotstack.io.MalformedFileException;
import java.nio.charset.StandardCharsets;

/// The stream `/names`: strings by their offset in one buffer.
final class StringTable {
    private static final long SIGNATURE = 0xeffe_effeL;
    private static final int SIZE = 8;
    private static final int STRINGS = 12;

    private final byte[] strings;

    private StringTable(byte[] strings) {
        this.strings = strings;
    }

    static StringTable empty() {
        return new StringTable(new byte[0]);
    }

    /// @throws MalformedFileException if the stream is no string table
    static StringTable read(Bytes stream) {
        if (stream.u32(0) != SIGNATURE) {
            throw new MalformedFileException(
                    stream.name(), 0, "/names signature", "effeeffe", Long.toHexString(stream.u32(0)));
        }
        long size = Math.min(stream.u32(SIZE), stream.size() - STRINGS);
        return new StringTable(stream.bytes(STRINGS, (int) size));
    }

    /// The string at an offset, at most `limit` bytes of it; empty if the offset lies outside.
    String text(long offset, int limit) {
        if (offset >= strings.length) {
            return "";
        }
        int start = (int) offset;
        int end = start;
        while (end < strings.length && end - start < limit && strings[end] != 0) {
            end++;
        }
        return new String(strings, start, end - start, StandardCharsets.ISO_8859_1);
    }
}
