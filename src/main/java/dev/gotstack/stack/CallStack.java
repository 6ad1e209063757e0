package dev.gotstack.stack;

import dev.gotstack.text.Phrase;
import java.util.List;

/// Frames, newest first, and why the walk ended.
///
/// @param stop why there are no more frames, in one line
/// @param complete whether the walk reached where the thread entered the kernel
public record CallStack(List<Frame> frames, Phrase stop, boolean complete) {
    public static CallStack empty(Phrase why) {
        return new CallStack(List.of(), why, false);
    }
}
