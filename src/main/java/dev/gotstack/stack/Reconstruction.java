package dev.gotstack.stack;

import dev.gotstack.windows.Kernel;
import dev.gotstack.windows.KernelStack;
import dev.gotstack.x86.RegisterSet;

/// Rebuilds the call stack a debugger cannot show, from the context of the interrupted code up to where the thread
/// entered the kernel, with evidence for every frame.
///
/// One of these rebuilds any number of stacks of one kernel; what it learned of the code for one it knows for the next.
/// Not safe for use by several threads.
public final class Reconstruction {
    private final Kernel kernel;
    private final CodeFacts facts;
    private final FunctionTables tables;

    /// @param kernel whose stacks are to be rebuilt
    public Reconstruction(Kernel kernel) {
        this.kernel = kernel;
        this.facts = new CodeFacts(kernel.space(), kernel.modules());
        this.tables = new FunctionTables(kernel.modules());
    }

    /// Rebuilds a single stack.
    public static CallStack of(Kernel kernel, KernelStack stack, RegisterSet registers) {
        return of(kernel, stack, registers, Corrections.NONE);
    }

    /// Rebuilds a single stack, going by what a person decided about single frames.
    public static CallStack of(Kernel kernel, KernelStack stack, RegisterSet registers, Corrections corrections) {
        return new Reconstruction(kernel).rebuild(stack, registers, corrections);
    }

    /// Rebuilds the stack of the code that these registers belong to.
    ///
    /// @param stack limits of the stack it ran on
    /// @param registers its registers, as a task state, a trap frame or a context record holds them
    /// @param corrections what a person decided about single frames
    public CallStack rebuild(KernelStack stack, RegisterSet registers, Corrections corrections) {
        return kernel.architecture().pointerSize() == 8
                ? WideWalk.of(
                        kernel, new WideUnwinder(facts.code(), kernel.modules(), tables), stack, registers, corrections)
                : NarrowWalk.of(kernel, facts, stack, registers, corrections);
    }
}
