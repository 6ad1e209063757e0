package dev.gotstack.stack;

import dev.gotstack.windows.Kernel;
import dev.gotstack.windows.KernelStack;
import dev.gotstack.x86.RegisterSet;

/// Rebuilds the call stack a debugger cannot show, from the context of the interrupted code up to where the thread
/// entered the kernel, with evidence for every frame.
public final class Reconstruction {
    private Reconstruction() {}

    /// Rebuilds the stack of the code that these registers belong to.
    ///
    /// @param stack limits of the stack it ran on
    /// @param registers its registers, as a task state, a trap frame or a context record holds them
    public static CallStack of(Kernel kernel, KernelStack stack, RegisterSet registers) {
        return of(kernel, stack, registers, Corrections.NONE);
    }

    /// The same, going by what a person decided about single frames.
    public static CallStack of(Kernel kernel, KernelStack stack, RegisterSet registers, Corrections corrections) {
        return kernel.architecture().pointerSize() == 8
                ? WideWalk.of(kernel, stack, registers, corrections)
                : NarrowWalk.of(kernel, stack, registers, corrections);
    }
}
