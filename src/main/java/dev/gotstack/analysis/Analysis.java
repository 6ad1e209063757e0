package dev.gotstack.analysis;

import dev.gotstack.stack.CallStack;
import dev.gotstack.stack.Corrections;
import dev.gotstack.stack.StackUsage;
import dev.gotstack.windows.Kernel;
import dev.gotstack.windows.KernelStack;
import dev.gotstack.windows.KernelThread;
import dev.gotstack.windows.Processor;
import dev.gotstack.windows.SavedState;
import dev.gotstack.x86.RegisterSet;
import dev.gotstack.x86.TaskState;
import java.util.List;
import java.util.Optional;

/// Everything found out about one dump. Immutable; memory is still read through [#kernel()].
///
/// @param kernel the dump as Windows structures: memory, processors, modules
/// @param options where its symbols were looked for
/// @param corrections what a person decided about frames of the reconstructed stack
/// @param processor the processor that crashed
/// @param thread the thread it ran
/// @param stack its stack; where the thread is unknown, the mapped pages around the interrupted stack pointer
/// @param interrupted the task state the story is about: the interrupted one, else the current one
/// @param states what else was saved of the code the crash is about, the best first: the interrupt stacks of 64-bit
///     processors, context records and trap frames that the bug check leads to
/// @param debuggerStack what a debugger's `k` shows for it
/// @param reconstructedStack what really lies on the stack
/// @param usage who owns its bytes
/// @param otherStacks stacks that the thread left for this one, and others that the rebuilt stack leads over
/// @param story what happened, in order of time
/// @param holes missing memory that matters: the guard page first
/// @param warnings what could not be read, and files that do not match
public record Analysis(
        Kernel kernel,
        AnalysisOptions options,
        Corrections corrections,
        BugCheck bugCheck,
        Optional<Processor> processor,
        Optional<KernelThread> thread,
        Optional<KernelStack> stack,
        Optional<TaskState> interrupted,
        List<SavedState> states,
        CallStack debuggerStack,
        CallStack reconstructedStack,
        Optional<StackUsage> usage,
        List<OtherStack> otherStacks,
        List<StoryStep> story,
        List<Finding> findings,
        List<Derivation> derivations,
        List<MissingRange> holes,
        List<String> warnings) {

    /// Registers of the code the story is about: of the interrupted task, else of the best saved state, else
    /// those saved at the crash.
    public RegisterSet registers() {
        return interrupted
                .map(TaskState::registers)
                .or(() -> states.stream().findFirst().map(SavedState::registers))
                .orElseGet(kernel::crashContext);
    }

    /// What of the reconstructed stack a person decided: `2 frames set by hand, 1 return slot ruled out by hand`; empty
    /// if nothing.
    public String byHand() {
        return corrections.words();
    }

    /// Memory that cannot be read.
    ///
    /// @param reason why, in words
    public record MissingRange(long address, long size, String reason) {}
}
