package dev.gotstack.stack;

import dev.gotstack.stack.Omission.Called;
import java.util.List;
import java.util.stream.IntStream;

/// A stack without some of its frames: how much would have been left, and whether the fault would still have happened.
///
/// Bytes are counted as `kf` counts them, so that they add up with everything else that is said about the stack. What
/// lies below the code that faulted first, such as the half-built trap frame of its fault, is the fault's own: it never
/// counts as used.
///
/// @param omission what is left out
/// @param headroom what was left and needed in truth
/// @param gone indexes of the slices that leave the stack, in order
/// @param freed bytes of these slices
/// @param frames frames they belong to
/// @param left bytes that would have been left where the fault happened, or, if that code falls too, that would have
///     been free at most
/// @param verdict whether the same fault would still have happened
public record WhatIf(
        Omission omission, Headroom headroom, List<Integer> gone, long freed, int frames, long left, Verdict verdict) {

    /// Whether the same fault would still have happened.
    public enum Verdict {
        /// What was needed would have been there.
        AVOIDED,
        /// Less would have been left than was needed.
        SAME,
        /// The code that faulted would not have been called.
        NEVER_CALLED,
        /// The stack did not run out, or nothing was left out.
        NOTHING_CHANGES
    }

    /// Imagines a stack without what `omission` names. Names that are not on it change nothing.
    public static WhatIf of(StackUsage usage, Headroom headroom, Omission omission) {
        var slices = usage.slices();
        long fault = usage.limit() + Math.max(usage.free(), usage.freeAtFault());
        var own = IntStream.range(0, slices.size())
                .filter(i -> slices.get(i).start() - fault >= 0 && omission.covers(slices.get(i), usage))
                .toArray();
        boolean falls = omission.called() == Called.FALLS && own.length > 0;
        var gone = falls
                ? IntStream.rangeClosed(0, own[own.length - 1])
                        .filter(i -> slices.get(i).start() - fault >= 0)
                        .toArray()
                : own;
        long freed = IntStream.of(gone).mapToLong(i -> slices.get(i).bytes()).sum();
        int frames = (int) IntStream.of(gone)
                .map(i -> slices.get(i).frame())
                .filter(frame -> frame >= 0)
                .distinct()
                .count();
        long left = (headroom.left() > 0 ? headroom.left() : usage.free()) + freed;
        return new WhatIf(
                omission,
                headroom,
                IntStream.of(gone).boxed().toList(),
                freed,
                frames,
                left,
                verdict(headroom, left, gone.length == 0, falls));
    }

    private static Verdict verdict(Headroom headroom, long left, boolean nothing, boolean falls) {
        if (nothing || !headroom.ranOut()) {
            return Verdict.NOTHING_CHANGES;
        }
        if (falls) {
            return Verdict.NEVER_CALLED;
        }
        return left >= headroom.needed() ? Verdict.AVOIDED : Verdict.SAME;
    }
}
