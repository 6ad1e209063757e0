package dev.gotstack.x86;

/// One entry of a GDT or LDT: 8 bytes, or 16 of system descriptors in long mode. Source: Intel SDM volume 3, "Segment
// Descriptors".
///
/// @param selector the selector that names it, with RPL 0
/// @param address virtual address of the entry
/// @param base linear address of the segment's first byte
/// @param limit highest offset inside the segment, scaled by granularity
/// @param type the 4 type bits
/// @param system true for TSS, LDT and gates, false for code and data
/// @param privilege descriptor privilege level
/// @param longMode whether a 64-bit processor reads it
public record SegmentDescriptor(
        int selector,
        long address,
        long base,
        long limit,
        int type,
        boolean system,
        int privilege,
        boolean present,
        boolean longMode) {
    private static final int TSS_AVAILABLE = 9;
    private static final int TSS_BUSY = 0xb;

    /// A task-state segment, busy or available.
    public boolean isTss() {
        return system && present && (type == TSS_AVAILABLE || type == TSS_BUSY);
    }

    public boolean isBusyTss() {
        return isTss() && type == TSS_BUSY;
    }

    /// What the entry is, in the debugger's words.
    public String kind() {
        if (!present) {
            return "not present";
        }
        if (!system) {
            return (type & 8) != 0 ? "code" : "data";
        }
        return switch (type) {
            case 2 -> "LDT";
            case 5 -> "task gate";
            case TSS_AVAILABLE -> (longMode ? "TSS64" : "TSS32") + " available";
            case TSS_BUSY -> (longMode ? "TSS64" : "TSS32") + " busy";
            case 0xc -> "call gate";
            case 0xe -> "interrupt gate";
            case 0xf -> "trap gate";
            default -> "system type " + type;
        };
    }
}
