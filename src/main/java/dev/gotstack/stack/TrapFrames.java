package dev.gotstack.stack;

import dev.gotstack.windows.Kernel;
import dev.gotstack.windows.MachineFrame;

/// Where trap frames of 64-bit kernels lie: around what the processor pushed.
final class TrapFrames {
    private final Kernel kernel;

    TrapFrames(Kernel kernel) {
        this.kernel = kernel;
    }

    /// The start of the trap frame that a handler built below what the processor pushed; of what the processor pushed
    /// alone, if the handler's frame has no room for one or its layout is not known.
    ///
    /// @param stackPointer the handler's
    long around(MachineFrame frame, long stackPointer) {
        return kernel.types()
                .field("_KTRAP_FRAME", "Rip")
                .map(field -> frame.address() - field.offset())
                .filter(start -> start >= stackPointer && frame.start() - stackPointer < 0x1000)
                .orElse(frame.start());
    }
}
