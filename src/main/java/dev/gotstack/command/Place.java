package dev.gotstack.command;

import dev.gotstack.memory.AddressSpace;

/// Where a memory command looks: a linear address, or an offset in a segment that was named.
///
/// @param segment what stands before the offset in the output: `0030:`; empty for a linear address
/// @param offset offset in the segment, or the linear address
/// @param base the segment's first linear address
/// @param limit highest offset in the segment
record Place(String segment, long offset, long base, long limit) {
    private static final long HIGHEST = 0xffff_ffffL;

    static Place linear(long address) {
        return new Place("", address & HIGHEST, 0, HIGHEST);
    }

    Place plus(long bytes) {
        return new Place(segment, offset + bytes & HIGHEST, base, limit);
    }

    /// The linear address.
    long address() {
        return base + offset & HIGHEST;
    }

    /// How the debugger writes it: `0030:00000040`.
    String text() {
        return segment + Hex.word(offset);
    }

    /// Reads up to the first byte that is missing or beyond the segment's limit.
    int read(AddressSpace space, byte[] target, int at, int length) {
        long inside = offset > limit ? 0 : Math.min(length, limit - offset + 1);
        return inside == 0 ? 0 : space.read(address(), target, at, (int) inside);
    }
}
