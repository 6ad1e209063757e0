package dev.gotstack.analysis;

import dev.gotstack.io.Progress;
import dev.gotstack.stack.CallStack;
import dev.gotstack.stack.Corrections;
import dev.gotstack.stack.DebuggerWalk;
import dev.gotstack.stack.Reconstruction;
import dev.gotstack.stack.StackUsage;
import dev.gotstack.stack.UsageCounter;
import dev.gotstack.text.Phrase;
import dev.gotstack.windows.GuardPage;
import dev.gotstack.windows.Kernel;
import dev.gotstack.windows.KernelStack;
import dev.gotstack.windows.KernelThread;
import dev.gotstack.windows.LoadedModule;
import dev.gotstack.windows.Processor;
import dev.gotstack.windows.SavedState;
import dev.gotstack.windows.StackRange;
import dev.gotstack.x86.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What follows from what a dump holds, all in one: each builds on those before. The components are those of
// [Analysis].
record Conclusions(
        BugCheck bugCheck,
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
        List<Analysis.MissingRange> holes,
        List<String> warnings) {

    static Conclusions draw(
            Kernel kernel,
            Optional<Processor> processor,
            Optional<KernelThread> thread,
            Corrections corrections,
            Progress progress) {
        var header = kernel.dump().header();
        var bugCheck = new BugCheckCatalogue()
                .explain(header.bugCheckCode(), header.bugCheckParameters(), header.architecture());
        progress.at("Rebuilding the call stack", 0, 0);
        var saved = processor
                .map(Processor::context)
                .filter(context -> context.instructionPointer() != 0)
                .orElseGet(kernel::crashContext);
        var crash = DebuggerWalk.of(kernel, saved);
        var states = SavedStates.of(kernel, bugCheck, processor, saved, crash);
        var interrupted = processor.flatMap(
                found -> found.interruptedTask().or(() -> states.isEmpty() ? found.currentTask() : Optional.empty()));
        var registers = interrupted
                .map(TaskState::registers)
                .or(() -> states.stream().findFirst().map(SavedState::registers))
                .orElseGet(kernel::crashContext);
        var debugger = interrupted.isPresent()
                ? DebuggerWalk.of(
                        kernel, interrupted.get(), processor.orElseThrow().tasks())
                : crash;
        var stack = thread.map(KernelThread::stack).or(() -> kernel.unownedStack(registers.stackPointer()));
        var rebuilt = stack.isPresent()
                ? Reconstruction.of(kernel, stack.get(), registers, corrections)
                : CallStack.empty(Phrase.of("stop.no-thread"));
        var ranges = stack.map(kernel::stacksBeside).orElse(List.of());
        var owner = kernel.modules().kernel().orElse(null);
        var usage = stack.map(found -> UsageCounter.of(found, rebuilt, owner, ranges));
        var facts = new Case(
                kernel,
                bugCheck,
                processor,
                thread,
                stack,
                interrupted,
                states,
                registers,
                corrections,
                debugger,
                rebuilt,
                usage);
        progress.at("Drawing conclusions", 0, 0);
        return new Conclusions(
                bugCheck,
                stack,
                interrupted,
                states,
                debugger,
                rebuilt,
                usage,
                otherStacks(ranges, rebuilt, owner),
                new Narrator(facts).tell(),
                Rules.ALL.stream().flatMap(rule -> rule.apply(facts).stream()).toList(),
                new Derivations(facts).all(),
                holes(facts),
                kernel.problems());
    }

    /// Usage of the stacks that the thread left, and of those that hold frames.
    private static List<OtherStack> otherStacks(
            List<StackRange> ranges, CallStack rebuilt, @Nullable LoadedModule owner) {
        var others = new ArrayList<OtherStack>();
        for (var range : ranges) {
            boolean used = rebuilt.frames().stream().anyMatch(frame -> range.contains(frame.stackPointer()));
            boolean other = range.kind() != StackRange.Kind.THREAD && range.kind() != StackRange.Kind.SHADOW;
            if (range.kind() == StackRange.Kind.SEGMENT || other && used) {
                var stack =
                        new KernelStack(range.base(), range.limit(), range.top(), range.saved(), 0, Optional.empty());
                others.add(new OtherStack(range, UsageCounter.of(stack, rebuilt, owner, ranges)));
            }
        }
        return others;
    }

    /// The guard page, and pages of the stack itself that are missing.
    private static List<Analysis.MissingRange> holes(Case facts) {
        var holes = new ArrayList<Analysis.MissingRange>();
        facts.stack().ifPresent(stack -> {
            stack.guard()
                    .ifPresent(page -> holes.add(new Analysis.MissingRange(
                            page.start(),
                            GuardPage.SIZE,
                            Phrase.of("hole.guard-page", page.hole().detail()))));
            for (long va = stack.limit(); va < stack.base(); va += GuardPage.SIZE) {
                long page = va;
                facts.kernel()
                        .space()
                        .hole(page)
                        .ifPresent(hole -> holes.add(new Analysis.MissingRange(
                                page,
                                GuardPage.SIZE,
                                Phrase.of("hole.why", hole.reason().words(), hole.detail()))));
            }
        });
        return List.copyOf(holes);
    }
}
