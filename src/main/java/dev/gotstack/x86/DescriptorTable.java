package dev.gotstack.x86;

import dev.gotstack.layout.BuiltInTypes;
import dev.gotstack.layout.Struct;
import dev.gotstack.memory.MissingMemoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A global descriptor table in memory. The processor defines its layout, so no kernel's symbols are asked.
///
/// @param base linear address of entry 0
/// @param longMode whether a 64-bit processor reads it: its system descriptors take two entries
/// @param limit offset of the table's last byte, as in GDTR
public record DescriptorTable(Struct.Bytes bytes, long base, long limit, boolean longMode) {
    private static final BuiltInTypes TYPES = BuiltInTypes.load("x64-processor");
    private static final int ENTRY = 8;

    /// A table that a 32-bit processor reads.
    public DescriptorTable(Struct.Bytes bytes, long base, long limit) {
        this(bytes, base, limit, false);
    }

    /// The descriptor a selector names. Empty for the null selector, one beyond the limit, one of an LDT, or one whose
    /// memory is missing.
    public Optional<SegmentDescriptor> descriptor(int selector) {
        int offset = selector & ~7;
        boolean local = (selector & 4) != 0;
        if (offset == 0 || local || offset + ENTRY - 1 > limit) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(offset));
        } catch (MissingMemoryException e) {
            return Optional.empty();
        }
    }

    /// Every task-state segment in the table, in order.
    public List<SegmentDescriptor> taskStateSegments() {
        var found = new ArrayList<SegmentDescriptor>();
        for (int selector = ENTRY; selector + ENTRY - 1 <= Math.min(limit, 0xffff); selector += ENTRY) {
            descriptor(selector).filter(SegmentDescriptor::isTss).ifPresent(found::add);
        }
        return found;
    }

    private SegmentDescriptor read(int offset) {
        var entry = Struct.at(bytes, TYPES, "SEGMENT_DESCRIPTOR", base + offset);
        long segmentBase = entry.get("BaseLow") | entry.get("BaseMid") << 16 | entry.get("BaseHi") << 24;
        long flags1 = entry.get("Flags1");
        long flags2 = entry.get("Flags2");
        long segmentLimit = entry.get("LimitLow") | (flags2 & 0xf) << 16;
        boolean pages = (flags2 & 0x80) != 0;
        return new SegmentDescriptor(
                offset,
                base + offset,
                segmentBase | upper(flags1, offset),
                pages ? segmentLimit << 12 | 0xfff : segmentLimit,
                (int) (flags1 & 0xf),
                (flags1 & 0x10) == 0,
                (int) (flags1 >>> 5 & 3),
                (flags1 & 0x80) != 0,
                longMode);
    }

    private long upper(long flags1, int offset) {
        boolean system = (flags1 & 0x10) == 0 && (flags1 & 0x80) != 0;
        return longMode && system
                ? Struct.at(bytes, TYPES, "SYSTEM_DESCRIPTOR", base + offset).get("BaseUpper") << 32
                : 0;
    }
}
