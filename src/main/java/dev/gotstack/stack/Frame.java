package dev.gotstack.stack;

import dev.gotstack.windows.CodeAddress;
import dev.gotstack.x86.RegisterSet;
import java.util.OptionalLong;

/// One function's activation on a stack.
///
/// @param code where it executes: the interrupted instruction, or the return address of the call it is in
/// @param stackPointer stack pointer while it executes there
/// @param framePointer the frame pointer register while it executes there
/// @param returnSlot address of the stack slot that holds its return address; empty for what has none (a trap frame,
///     the frame a walk could not get beyond)
/// @param returnAddress the value in that slot
/// @param trapFrame address of the trap frame that a handler built; empty for ordinary calls
/// @param arguments the stack words above the return slot, as a debugger prints them; fewer where memory is missing
/// @param registers registers known while it executes there
public record Frame(
        Kind kind,
        CodeAddress code,
        long stackPointer,
        long framePointer,
        OptionalLong returnSlot,
        OptionalLong returnAddress,
        OptionalLong trapFrame,
        long[] arguments,
        RegisterSet registers,
        Evidence evidence) {

    /// What kind of activation it is.
    public enum Kind {
        /// An ordinary call.
        CALL,
        /// A trap handler's frame that holds the context of the code below it.
        TRAP,
        /// Entered from user mode: the first frame, or one that user mode made while the kernel had called back into
        /// it. Such a one has a return slot: that of the call back.
        ENTRY
    }

    /// The frame's base as debuggers print it (`ChildEBP`): where a saved frame pointer lies or would lie, just below
    /// the return address; the frame pointer itself where no return slot is known.
    public long base() {
        return returnSlot.isPresent() ? returnSlot.getAsLong() - 4 : framePointer;
    }

    Frame withEvidence(Evidence other) {
        return new Frame(
                kind,
                code,
                stackPointer,
                framePointer,
                returnSlot,
                returnAddress,
                trapFrame,
                arguments,
                registers,
                other);
    }
}
