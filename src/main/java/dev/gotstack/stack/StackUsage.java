package dev.gotstack.stack;

import java.util.List;

/// Who owns the bytes of a stack. The bytes of all modules and the free ones add up to the stack's size.
///
/// @param limit lowest address of the stack
/// @param base first address above it
/// @param free bytes never used at the time of the dump
/// @param freeAtFault bytes that were left when the first fault happened: what the interrupted code could still use
/// @param neededAtFault bytes the processor and the trap handler need to handle a fault; 0 if unknown
/// @param slices all of the stack, edge to edge, from limit to base
/// @param modules most bytes first
/// @param cycles repeated call sequences, newest first
public record StackUsage(
        long limit,
        long base,
        long free,
        long freeAtFault,
        long neededAtFault,
        List<Slice> slices,
        List<ModuleUsage> modules,
        List<Cycle> cycles) {
    /// Name under which bytes appear that no frame is known to own.
    public static final String UNATTRIBUTED = "(unattributed)";

    /// Bytes charged to one frame of the reconstructed stack.
    ///
    /// @param frame its index
    public long bytesOf(int frame) {
        return slices.stream()
                .filter(slice -> slice.frame() == frame)
                .mapToLong(Slice::bytes)
                .sum();
    }

    /// Bytes of every frame, by its index.
    ///
    /// @param frames how many there are
    public long[] bytesOfFrames(int frames) {
        var bytes = new long[frames];
        for (var slice : slices) {
            if (slice.frame() >= 0 && slice.frame() < frames) {
                bytes[slice.frame()] += slice.bytes();
            }
        }
        return bytes;
    }

    public long size() {
        return base - limit;
    }
}
