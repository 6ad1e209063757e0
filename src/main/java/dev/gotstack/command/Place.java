package dev.gotstack.command;

import dev.gotstack.memory.AddressSpace;
import dev.gotstack.x86.Architecture;

/// Where a memory command looks: a linear address, or an offset in a segment that was named.
///
/// @param segment what stands before the offset in the output: `0030:`; empty for a linear address
/// @param offset offset in the segment, or the linear address
/// @param base the segment's first linear address
/// @param limit highest offset in the segment
record Place(String segment, long offset, long base, long limit, Architecture architecture) {

    static Place linear(long address, Architecture architecture) {
        return new Place("", architecture.address(address), 0, architecture.address(-1), architecture);
    }

    Place plus(long bytes) {
        return new Place(segment, architecture.address(offset + bytes), base, limit, architecture);
    }

    /// The linear address.
    long address() {
        return architecture.address(base + offset);
    }

    /// How the debugger writes it: `0030:00000040`.
    String text() {
        return segment + architecture.hex(offset);
    }

    /// Reads up to the first byte that is missing or beyond the segment's limit.
    int read(AddressSpace space, byte[] target, int at, int length) {
        long rest = limit - offset;
        long inside = Long.compareUnsigned(offset, limit) > 0
                ? 0
                : Long.compareUnsigned(rest, length) < 0 ? rest + 1 : length;
        return inside == 0 ? 0 : space.read(address(), target, at, (int) inside);
    }
}
