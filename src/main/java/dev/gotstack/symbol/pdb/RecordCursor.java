package dev.gotstack.symbol.pdb;

import dev.gotstack.io.MalformedFileException;

/// Reads one type record from front to back, never past its end.
final class RecordCursor {
    private static final int FIRST_PADDING = 0xf0;

    private final Bytes stream;
    private final int leaf;
    private final long limit;
    private long at;

    /// @param leaf the record's kind
    /// @param at where its data start
    /// @param limit where it ends
    RecordCursor(Bytes stream, int leaf, long at, long limit) {
        this.stream = stream;
        this.leaf = leaf;
        this.at = at;
        this.limit = limit;
    }

    int leaf() {
        return leaf;
    }

    boolean hasMore() {
        return at < limit;
    }

    int u8() {
        return stream.u8(advance(1));
    }

    int u16() {
        return stream.u16(advance(2));
    }

    long u32() {
        return stream.u32(advance(4));
    }

    String string() {
        var text = stream.string(at, limit);
        while (u8() != 0) {
            // to the byte after the NUL
        }
        return text;
    }

    /// A number: below 0x8000 itself, else a leaf that says which type of number follows.
    long number() {
        int kind = u16();
        return switch (kind) {
            case 0x8000 -> (byte) u8();
            case 0x8001 -> (short) u16();
            case 0x8002 -> u16();
            case 0x8003 -> (int) u32();
            case 0x8004 -> u32();
            case 0x8009, 0x800a -> stream.u64(advance(8));
            default -> plain(kind);
        };
    }

    /// Skips the filler before the next member: bytes from 0xf0 on, whose low bits count how many are left.
    void skipPadding() {
        while (at < limit && stream.u8(at) >= FIRST_PADDING) {
            at += Math.max(1, stream.u8(at) & 0xf);
        }
    }

    void skip(int bytes) {
        advance(bytes);
    }

    MalformedFileException unexpected(String where, String expected, long found) {
        return new MalformedFileException(stream.name(), at, where, expected, Long.toHexString(found));
    }

    private long plain(int value) {
        if (value >= 0x8000) {
            throw unexpected("numeric leaf", "an integer", value);
        }
        return value;
    }

    private long advance(int bytes) {
        if (bytes > limit - at) {
            throw unexpected("type record", "at least " + bytes + " more bytes", Math.max(0, limit - at));
        }
        long here = at;
        at += bytes;
        return here;
    }
}
