package dev.gotstack.analysis;

import dev.gotstack.io.Progress;
import dev.gotstack.stack.CallStack;
import dev.gotstack.stack.Corrections;
import dev.gotstack.stack.StackUsage;
import dev.gotstack.text.Phrase;
import dev.gotstack.windows.Kernel;
import dev.gotstack.windows.KernelStack;
import dev.gotstack.windows.KernelThread;
import dev.gotstack.windows.Processor;
import dev.gotstack.windows.SavedState;
import dev.gotstack.x86.RegisterSet;
import dev.gotstack.x86.TaskState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Everything found out about one dump. Immutable; memory is still read through [#kernel()]. What follows from it is
/// concluded at once or when it is first asked for, as the [Analyzer] was told.
public final class Analysis {
    private final Kernel kernel;
    private final AnalysisOptions options;
    private final Corrections corrections;
    private final Optional<Processor> processor;
    private final Optional<KernelThread> thread;
    private @Nullable Conclusions conclusions;

    Analysis(
            Kernel kernel,
            AnalysisOptions options,
            Corrections corrections,
            Optional<Processor> processor,
            Optional<KernelThread> thread) {
        this.kernel = kernel;
        this.options = options;
        this.corrections = corrections;
        this.processor = processor;
        this.thread = thread;
    }

    /// Concludes what there is to conclude, unless that was done.
    Analysis complete(Progress progress) {
        conclusions(progress);
        return this;
    }

    private synchronized Conclusions conclusions(Progress progress) {
        var drawn = conclusions;
        if (drawn == null) {
            drawn = Conclusions.draw(kernel, processor, thread, corrections, progress);
            conclusions = drawn;
        }
        return drawn;
    }

    private Conclusions conclusions() {
        return conclusions(Progress.NONE);
    }

    /// The dump as Windows structures: memory, processors, modules.
    public Kernel kernel() {
        return kernel;
    }

    /// Where its symbols were looked for.
    public AnalysisOptions options() {
        return options;
    }

    /// What a person decided about frames of the reconstructed stack.
    public Corrections corrections() {
        return corrections;
    }

    /// The processor that crashed.
    public Optional<Processor> processor() {
        return processor;
    }

    /// The thread it ran.
    public Optional<KernelThread> thread() {
        return thread;
    }

    /// What the stop code says.
    public BugCheck bugCheck() {
        return conclusions().bugCheck();
    }

    /// The thread's stack; where the thread is unknown, the mapped pages around the interrupted stack pointer.
    public Optional<KernelStack> stack() {
        return conclusions().stack();
    }

    /// The task state the story is about: the interrupted one, else the current one.
    public Optional<TaskState> interrupted() {
        return conclusions().interrupted();
    }

    /// What else was saved of the code the crash is about, the best first: the interrupt stacks of 64-bit
    /// processors, context records and trap frames that the bug check leads to.
    public List<SavedState> states() {
        return conclusions().states();
    }

    /// What a debugger's `k` shows for it.
    public CallStack debuggerStack() {
        return conclusions().debuggerStack();
    }

    /// What really lies on the stack.
    public CallStack reconstructedStack() {
        return conclusions().reconstructedStack();
    }

    /// Who owns its bytes.
    public Optional<StackUsage> usage() {
        return conclusions().usage();
    }

    /// Stacks that the thread left for this one, and others that the rebuilt stack leads over.
    public List<OtherStack> otherStacks() {
        return conclusions().otherStacks();
    }

    /// What happened, in order of time.
    public List<StoryStep> story() {
        return conclusions().story();
    }

    /// What is to be said about it, causes first.
    public List<Finding> findings() {
        return conclusions().findings();
    }

    /// How values that matter were read from the dump.
    public List<Derivation> derivations() {
        return conclusions().derivations();
    }

    /// Missing memory that matters: the guard page first.
    public List<MissingRange> holes() {
        return conclusions().holes();
    }

    /// What could not be read, and files that do not match.
    public List<String> warnings() {
        return conclusions().warnings();
    }

    /// Registers of the code the story is about: of the interrupted task, else of the best saved state, else
    /// those saved at the crash.
    public RegisterSet registers() {
        return interrupted()
                .map(TaskState::registers)
                .or(() -> states().stream().findFirst().map(SavedState::registers))
                .orElseGet(kernel::crashContext);
    }

    /// What of the reconstructed stack a person decided: `2 frames set by hand, 1 return slot ruled out by hand`; empty
    /// if nothing.
    public Phrase byHand() {
        return corrections.words();
    }

    /// Memory that cannot be read.
    ///
    /// @param reason why
    public record MissingRange(long address, long size, Phrase reason) {}
}
