package dev.gotstack.model;

import dev.gotstack.analysis.Analysis;

/// What the window looks at.
///
/// @param address address the memory view shows
/// @param length bytes marked there, 0 for none
/// @param frame index of the selected frame in the reconstructed stack, or -1
/// @param code address the disassembly shows
public record Selection(long address, long length, int frame, long code) {

    /// The bytes that a frame of the reconstructed stack owns.
    static Selection bytesOf(Analysis analysis, int frame) {
        var usage = analysis.usage().orElse(null);
        long start = analysis.reconstructedStack().frames().get(frame).stackPointer();
        long length = 0;
        if (usage != null) {
            for (var slice : usage.slices()) {
                if (slice.frame() == frame) {
                    start = length == 0 ? slice.start() : start;
                    length += slice.bytes();
                }
            }
        }
        return new Selection(start, length, frame, 0);
    }
}
