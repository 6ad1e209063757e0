package dev.gotstack.analysis;

import dev.gotstack.analysis.StoryStep.Kind;
import dev.gotstack.text.Phrase;
import dev.gotstack.windows.KernelThread;
import dev.gotstack.x86.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Tells what happened, in order of time.
///
/// In the double fault of a stack that ran out there are three faults: the first is delivered or not; the second is the
/// handler's own, or the first one's delivery; the last is the processor's failed push, whose address cr2 keeps.
final class Narrator {
    private final Case facts;
    private final List<StoryStep> steps = new ArrayList<>();

    Narrator(Case facts) {
        this.facts = facts;
    }

    List<StoryStep> tell() {
        thread();
        if (facts.interrupted().isPresent() && facts.interrupted().get().role() == TaskState.Role.INTERRUPTED) {
            if (facts.faultWasDelivered()) {
                deliveredFault();
            }
            interruptedTask(facts.interrupted().get());
            handlerTask();
        } else {
            steps.addAll(new StateSteps(facts).tell());
        }
        bugCheck();
        return List.copyOf(steps);
    }

    private void thread() {
        if (facts.thread().isEmpty() && facts.stack().isEmpty()) {
            return;
        }
        var lines = new ArrayList<Phrase>();
        lines.add(facts.thread().map(Narrator::name).orElseGet(() -> Phrase.of("story.thread.unknown")));
        var title = Phrase.of("story.thread");
        if (facts.isOverflow()
                && facts.usage()
                        .filter(usage -> usage.freeAtFault() > 0
                                || !facts.rebuilt().frames().isEmpty())
                        .isPresent()) {
            var usage = facts.usage().get();
            long left = usage.freeAtFault();
            lines.add(Phrase.of("story.thread.used", usage.size() - left, Words.bytes(usage.size()), left));
            title = Phrase.of("story.thread.runs-out");
        } else if (facts.stack().isPresent()) {
            var stack = facts.stack().get();
            lines.add(Phrase.of("story.thread.stack", Words.hex(stack.limit()), Words.hex(stack.base())));
            if (isDamaged() && facts.usage().isPresent()) {
                lines.add(Phrase.of(
                        "story.thread.left", Words.bytes(facts.usage().get().freeAtFault())));
            }
        }
        steps.add(new StoryStep(
                Kind.THREAD,
                title,
                lines,
                OptionalInt.empty(),
                facts.stack().map(stack -> OptionalLong.of(stack.limit())).orElse(OptionalLong.empty())));
    }

    private static Phrase name(KernelThread thread) {
        var address = Words.hex(thread.address());
        return thread.process()
                .map(process -> Phrase.of("story.thread.of", process.imageName(), address))
                .orElseGet(() -> Phrase.of("story.thread.address", address));
    }

    /// The finding of a damaged stack pointer is made on the same facts.
    private boolean isDamaged() {
        return facts.isDoubleFault() && facts.stackPointerIsLost();
    }

    private void deliveredFault() {
        var usage = facts.usage().orElseThrow();
        steps.add(new StoryStep(
                Kind.FAULT,
                Phrase.of("story.delivered"),
                List.of(
                        facts.victim(),
                        Phrase.of("story.delivered.touched"),
                        Phrase.of("story.delivered.needs", Words.bytes(usage.neededAtFault()), usage.freeAtFault())),
                OptionalInt.empty(),
                OptionalLong.of(facts.registers().framePointer())));
    }

    private void interruptedTask(TaskState task) {
        var registers = task.registers();
        var here = facts.kernel().modules().locate(registers.instructionPointer());
        var lines = new ArrayList<Phrase>();
        var access = new Listing(facts.kernel()).access(registers.instructionPointer(), registers);
        boolean missed = access.isPresent() && access.get().value().isEmpty();
        lines.add(Phrase.data(here.text()));
        if (missed && access.get().address().isPresent()) {
            lines.add(Phrase.of(
                    facts.isOverflow() ? "story.hits.guard" : "story.hits.missing",
                    Words.hex(access.get().address().getAsLong())));
        } else if (facts.isOverflow()) {
            lines.add(Phrase.of("story.hits.push", Words.hex(registers.stackPointer() - 4)));
        }
        if (isDamaged()) {
            lines.add(Phrase.of("story.pointer.damaged", Words.hex(registers.stackPointer())));
        }
        facts.cr2()
                .ifPresent(cr2 -> lines.add(
                        facts.cr2IsFailedPush()
                                ? Phrase.of("story.cr2.push", Words.hex(cr2))
                                : Phrase.data("cr2 = " + Words.hex(cr2))));
        steps.add(new StoryStep(
                Kind.FAULT,
                Phrase.of("story.task", "0x" + Integer.toHexString(task.selector())),
                lines,
                OptionalInt.of(task.selector()),
                OptionalLong.of(registers.stackPointer())));
    }

    private void handlerTask() {
        var task = facts.processor().flatMap(processor -> processor.currentTask());
        if (task.isEmpty()) {
            return;
        }
        var here = facts.kernel().modules().locate(task.get().registers().instructionPointer());
        steps.add(new StoryStep(
                Kind.TASK_SWITCH,
                Phrase.of(facts.isDoubleFault() ? "story.gate.double-fault" : "story.gate"),
                List.of(
                        Phrase.of(
                                "story.gate.task",
                                "0x" + Integer.toHexString(task.get().selector()),
                                here.text()),
                        Phrase.data("Backlink "
                                + String.format(Locale.ROOT, "%04x", task.get().backlink()))),
                OptionalInt.of(task.get().selector()),
                OptionalLong.of(task.get().tss().address())));
    }

    private void bugCheck() {
        var check = facts.bugCheck();
        var first = check.parameters().getFirst();
        var lines = new ArrayList<Phrase>();
        lines.add(check.name().isEmpty() ? Phrase.of("story.bug-check.unknown") : Phrase.data(check.name()));
        facts.processor()
                .ifPresent(processor ->
                        lines.add(Phrase.of("story.bug-check.processor", Integer.toString(processor.number()))));
        steps.add(new StoryStep(
                Kind.BUG_CHECK,
                Phrase.of(
                        "story.bug-check",
                        "0x" + Long.toHexString(check.code()).toUpperCase(Locale.ROOT),
                        Long.toHexString(first.value())),
                lines,
                OptionalInt.empty(),
                OptionalLong.empty()));
    }
}
