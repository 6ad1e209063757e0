package dev.gotstack.stack;

/// What one module takes of a stack.
///
/// @param name module name, or [StackUsage#UNATTRIBUTED]
/// @param company company of its version resource; empty if unknown
/// @param bytes stack bytes
/// @param frames number of frames
/// @param percent share of the whole stack, 0 to 100
/// @param largestFrame bytes of its largest frame
/// @param largestFunction whose frame that is
public record ModuleUsage(
        String name,
        String company,
        long bytes,
        int frames,
        double percent,
        long largestFrame,
        String largestFunction) {}
