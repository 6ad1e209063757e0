package dev.gotstack.stack;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/// What a 64-bit processor pushes when it is interrupted: where it was and on which stack.
///
/// @param address where the saved instruction pointer lies
/// @param hasErrorCode whether an error code lies below it
record MachineFrame(
        long address, boolean hasErrorCode, long rip, long codeSegment, long flags, long rsp, long stackSegment) {
    private static final int WORD = 8;
    private static final long SELECTOR = 0xffff;
    private static final int USER_RING = 3;
    private static final long KERNEL_CODE = 0x10;
    private static final long USER_CODE = 0x33;
    private static final long USER_CODE_32 = 0x23;

    /// The frame at an address, if it can be read.
    static Optional<MachineFrame> read(LongFunction<OptionalLong> memory, long address, boolean hasErrorCode) {
        var words = new long[5];
        for (int i = 0; i < words.length; i++) {
            var word = memory.apply(address + (long) i * WORD);
            if (word.isEmpty()) {
                return Optional.empty();
            }
            words[i] = word.getAsLong();
        }
        return Optional.of(new MachineFrame(
                address, hasErrorCode, words[0], words[1] & SELECTOR, words[2], words[3], words[4] & SELECTOR));
    }

    boolean fromUserMode() {
        return (codeSegment & USER_RING) == USER_RING;
    }

    /// Whether selectors and flags are those Windows runs with. The stack segment may be 0: the processor clears it
    /// when it switches stacks.
    boolean isPlausible() {
        boolean code = codeSegment == KERNEL_CODE || codeSegment == USER_CODE || codeSegment == USER_CODE_32;
        return code && (flags & 2) == 2 && flags >>> 22 == 0 && rsp != 0;
    }

    /// Its first byte, the error code included.
    long start() {
        return hasErrorCode ? address - WORD : address;
    }
}
