package dev.gotstack.stack;

import dev.gotstack.windows.CodeAddress;
import dev.gotstack.windows.TrapFrame;
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

    private static final int TRAP_FRAME_SIZE_64 = 0x190;

    /// The frame's base as debuggers print it. `ChildEBP` of 32-bit code: where a saved frame pointer lies or would
    // lie,
    /// just below the return address; the frame pointer itself where no return slot is known. `Child-SP` of 64-bit
    // code:
    /// the stack pointer.
    public long base() {
        if (isWide()) {
            return stackPointer;
        }
        return returnSlot.isPresent() ? returnSlot.getAsLong() - 4 : framePointer;
    }

    /// Address behind the last byte charged to it. Of 32-bit code that is its base. 64-bit code keeps its stack
    // pointer:
    /// all from there up to and with its return address is its own.
    long end() {
        return isWide() && returnSlot.isPresent() ? returnSlot.getAsLong() + 8 : base();
    }

    /// Bytes of the trap frame it built, or would build.
    int trapFrameSize() {
        if (isWide()) {
            return TRAP_FRAME_SIZE_64;
        }
        return kind == Kind.ENTRY ? TrapFrame.FROM_USER_SIZE : TrapFrame.SAME_RING_SIZE;
    }

    /// Whether it is 64-bit code.
    boolean isWide() {
        return registers.get("rip").isPresent();
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
