package dev.gotstack.stack;

import dev.gotstack.windows.GuardPage;
import dev.gotstack.x86.RegisterSet;

/// How far a stack would have had to reach for its fault not to happen.
///
/// @param left bytes below the code that faulted first
/// @param needed bytes it needed there to get on; 0 if the stack did not run out, so far as its registers tell
/// @param whole whether `needed` is all of it (a trap frame's size is known); otherwise more may have been needed
public record Headroom(long left, long needed, boolean whole) {
    /// What the registers of the code that ran out of stack tell: a stack pointer below the limit was moved there to
    /// use what lies between, and a fault in the guard page right below a stack pointer at the limit was a push.
    public static Headroom of(StackUsage usage, RegisterSet registers) {
        long below = within(usage.limit() - registers.stackPointer());
        long reached = below > 0 ? below : pushed(usage, registers);
        long least = reached > 0 ? usage.freeAtFault() + reached : 0;
        long needed = Math.max(usage.neededAtFault(), least);
        return new Headroom(usage.freeAtFault(), needed, needed > 0 && needed == usage.neededAtFault());
    }

    private static long pushed(StackUsage usage, RegisterSet registers) {
        long touched = registers.get("cr2").isPresent()
                ? within(usage.limit() - registers.get("cr2").getAsLong())
                : 0;
        boolean atLimit = registers.stackPointer() - usage.limit() >= 0
                && registers.stackPointer() - usage.limit() < GuardPage.SIZE;
        // What the code, or the processor delivering a fault, pushed first: a word. More may have been needed.
        int word = registers.get("rsp").isPresent() ? 8 : 4;
        return atLimit && touched > 0 ? Math.min(word, touched) : 0;
    }

    /// A distance below the limit, if it is one: code that steps over the guard page touches it on the way.
    private static long within(long below) {
        return below > 0 && below <= GuardPage.SIZE ? below : 0;
    }

    /// Whether the stack is known to have run out.
    public boolean ranOut() {
        return needed > left;
    }
}
