package dev.gotstack.analysis;

import dev.gotstack.stack.CallStack;
import dev.gotstack.stack.Corrections;
import dev.gotstack.stack.Frame;
import dev.gotstack.stack.StackUsage;
import dev.gotstack.text.Phrase;
import dev.gotstack.windows.GuardPage;
import dev.gotstack.windows.Kernel;
import dev.gotstack.windows.KernelStack;
import dev.gotstack.windows.KernelThread;
import dev.gotstack.windows.Processor;
import dev.gotstack.windows.SavedState;
import dev.gotstack.x86.Architecture;
import dev.gotstack.x86.RegisterSet;
import dev.gotstack.x86.TaskState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What the rules and the story work on: everything read and rebuilt so far, with the few questions they all ask.
///
/// @param stack the thread's stack, or the one found around the stack pointer
/// @param states what else was saved of the code the story is about, the best first
/// @param registers registers of the task state or saved state the story is about
record Case(
        Kernel kernel,
        BugCheck bugCheck,
        Optional<Processor> processor,
        Optional<KernelThread> thread,
        Optional<KernelStack> stack,
        Optional<TaskState> interrupted,
        List<SavedState> states,
        RegisterSet registers,
        Corrections corrections,
        CallStack debugger,
        CallStack rebuilt,
        Optional<StackUsage> usage) {
    /// A stack pointer further below the limit than this did not get there by a stack that ran out: compilers touch
    /// every page on the way.
    private static final long NEAR = 0x1000;

    boolean isDoubleFault() {
        return bugCheck.isDoubleFault();
    }

    /// Names and widths of the registers.
    Architecture architecture() {
        return kernel.architecture();
    }

    OptionalLong cr2() {
        return registers.get("cr2");
    }

    /// The first fault was delivered: a trap handler was interrupted while it built its trap frame.
    boolean faultWasDelivered() {
        return usage.isPresent() && usage.get().neededAtFault() > 0;
    }

    /// The code that ran out of stack: the first frame that is no trap handler.
    Optional<Frame> firstVictim() {
        return rebuilt.frames().stream()
                .filter(frame -> frame.kind() == Frame.Kind.CALL)
                .findFirst();
    }

    /// Where it was: its symbol.
    Phrase victim() {
        return firstVictim().map(frame -> Phrase.data(frame.code().text())).orElseGet(() -> Phrase.of("code.unknown"));
    }

    /// Bytes by which the stack pointer lies below the stack's limit; empty if it does not, or not by less than a page.
    OptionalLong belowLimit() {
        long esp = registers.stackPointer();
        return stack().isPresent() && Long.compareUnsigned(stack().get().limit() - esp - 1, NEAR) < 0
                ? OptionalLong.of(stack().get().limit() - esp)
                : OptionalLong.empty();
    }

    /// The exception that the bug check is about.
    Optional<ExceptionFacts> exception() {
        return ExceptionFacts.of(kernel, bugCheck);
    }

    /// Whether an address lies in the page below the stack, and nothing is mapped there as far as the dump tells.
    boolean isGuardPage(long va) {
        return stack().filter(found -> Long.compareUnsigned(found.limit() - 1 - va, GuardPage.SIZE) < 0)
                .filter(found -> kernel.space().hole(found.limit() - 1).isPresent())
                .isPresent();
    }

    /// The exception touched the guard page.
    boolean exceptionInGuardPage() {
        return exception()
                .filter(ExceptionFacts::isAccess)
                .filter(found -> isGuardPage(found.touched()))
                .isPresent();
    }

    /// The last page fault touched the guard page.
    boolean cr2InGuardPage() {
        return cr2().isPresent() && isGuardPage(cr2().getAsLong());
    }

    /// The last page fault was where the processor pushes what it delivers a fault with: right below the stack pointer.
    boolean cr2IsFailedPush() {
        long below = registers.stackPointer() - cr2().orElse(0);
        return cr2InGuardPage() && below > 0 && below <= architecture().faultDelivery();
    }

    /// The stack ran out: its pointer is in the guard page, or the last fault was there.
    boolean isOverflow() {
        return stack().filter(found -> kernel.space().hole(found.limit() - 1).isPresent())
                        .isPresent()
                && (belowLimit().isPresent() || cr2InGuardPage() || exceptionInGuardPage());
    }

    /// The stack pointer lies neither on the thread's stack nor right below it.
    boolean stackPointerIsLost() {
        return stack().isPresent()
                && (interrupted.isPresent() || !states.isEmpty())
                && !stack().get().contains(registers.stackPointer())
                && belowLimit().isEmpty();
    }
}
