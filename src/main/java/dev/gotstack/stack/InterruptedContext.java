package dev.gotstack.stack;

import dev.gotstack.windows.Kernel;

/// Completes the registers of interrupted 64-bit code. What the processor pushed holds only where it was; what the
/// handlers saved comes from unwinding them, from where the dump was written.
final class InterruptedContext {
    private static final int MOST_FRAMES = 32;

    private final Kernel kernel;
    private final WideUnwinder unwinder;

    InterruptedContext(Kernel kernel, WideUnwinder unwinder) {
        this.kernel = kernel;
        this.unwinder = unwinder;
    }

    /// The same registers with what the handlers saved, if unwinding them leads to just this place.
    WideRegisters complete(WideRegisters registers) {
        if (registers.knows(WideRegisters.RBP)) {
            return registers;
        }
        var at = WideRegisters.of(kernel.crashContext());
        boolean interrupted = true;
        for (int i = 0; i < MOST_FRAMES && at.knows(WideRegisters.RSP); i++) {
            var caller =
                    unwinder.best(at, interrupted).map(WideUnwinder.Way::caller).orElse(null);
            if (caller == null) {
                return registers;
            }
            at = caller.registers();
            interrupted = caller.machineFrame().isPresent();
            if (interrupted && at.rip() == registers.rip() && at.rsp() == registers.rsp()) {
                return registers.orElse(at);
            }
        }
        return registers;
    }
}
