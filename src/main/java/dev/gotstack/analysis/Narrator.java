package dev.gotstack.analysis;

import dev.gotstack.analysis.StoryStep.Kind;
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
        var lines = new ArrayList<String>();
        lines.add(facts.thread().map(Narrator::name).orElse("which thread it was is not in the dump"));
        var title = "Thread runs";
        if (facts.isOverflow()
                && facts.usage()
                        .filter(usage -> usage.freeAtFault() > 0
                                || !facts.rebuilt().frames().isEmpty())
                        .isPresent()) {
            var usage = facts.usage().get();
            long left = usage.freeAtFault();
            lines.add(Words.count(usage.size() - left) + " of " + Words.bytes(usage.size()) + " used, "
                    + Words.count(left) + " left");
            title = "Thread runs out of stack";
        } else if (facts.stack().isPresent()) {
            var stack = facts.stack().get();
            lines.add("stack " + Words.hex(stack.limit()) + " to " + Words.hex(stack.base()));
            if (isDamaged() && facts.usage().isPresent()) {
                lines.add(Words.bytes(facts.usage().get().freeAtFault()) + " are left: it did not run out");
            }
        }
        steps.add(new StoryStep(
                Kind.THREAD,
                title,
                lines,
                OptionalInt.empty(),
                facts.stack().map(stack -> OptionalLong.of(stack.limit())).orElse(OptionalLong.empty())));
    }

    private static String name(KernelThread thread) {
        var image = thread.process().map(process -> process.imageName() + " · ").orElse("");
        return image + "thread " + Words.hex(thread.address());
    }

    /// The finding of a damaged stack pointer is made on the same facts.
    private boolean isDamaged() {
        return facts.isDoubleFault() && facts.stackPointerIsLost();
    }

    private void deliveredFault() {
        var usage = facts.usage().orElseThrow();
        var victim = facts.firstVictim().map(frame -> frame.code().text()).orElse("unknown code");
        steps.add(new StoryStep(
                Kind.FAULT,
                "Page fault delivered",
                List.of(
                        victim,
                        "address touched: unknown, cr2 was overwritten",
                        "trap frame needs " + Words.bytes(usage.neededAtFault()) + ", " + usage.freeAtFault()
                                + " are left"),
                OptionalInt.empty(),
                OptionalLong.of(facts.registers().framePointer())));
    }

    private void interruptedTask(TaskState task) {
        var registers = task.registers();
        var here = facts.kernel().modules().locate(registers.instructionPointer());
        var lines = new ArrayList<String>();
        var access = new Listing(facts.kernel()).access(registers.instructionPointer(), registers);
        boolean missed = access.isPresent() && access.get().value().isEmpty();
        lines.add(here.text());
        if (missed && access.get().address().isPresent()) {
            lines.add("its access to " + Words.hex(access.get().address().getAsLong()) + " hits "
                    + (facts.isOverflow() ? "the guard page" : "missing memory"));
        } else if (facts.isOverflow()) {
            lines.add("its push to " + Words.hex(registers.stackPointer() - 4) + " hits the guard page");
        }
        if (isDamaged()) {
            lines.add("esp " + Words.hex(registers.stackPointer()) + " is damaged: it is not on the stack");
        }
        facts.cr2()
                .ifPresent(cr2 -> lines.add("cr2 = " + Words.hex(cr2)
                        + (facts.cr2IsFailedPush() ? ", the processor's own failed push" : "")));
        steps.add(new StoryStep(
                Kind.FAULT,
                "Task 0x" + Integer.toHexString(task.selector()) + " interrupted",
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
                facts.isDoubleFault() ? "Double fault → task gate" : "Task gate",
                List.of(
                        "Task 0x" + Integer.toHexString(task.get().selector()) + " · " + here.text(),
                        "Backlink "
                                + String.format(Locale.ROOT, "%04x", task.get().backlink())),
                OptionalInt.of(task.get().selector()),
                OptionalLong.of(task.get().tss().address())));
    }

    private void bugCheck() {
        var check = facts.bugCheck();
        var first = check.parameters().getFirst();
        var lines = new ArrayList<String>();
        lines.add(check.name().isEmpty() ? "not in the catalogue" : check.name());
        facts.processor().ifPresent(processor -> lines.add("processor " + processor.number()));
        steps.add(new StoryStep(
                Kind.BUG_CHECK,
                "Bug check 0x" + Long.toHexString(check.code()).toUpperCase(Locale.ROOT) + " ("
                        + Long.toHexString(first.value()) + ")",
                lines,
                OptionalInt.empty(),
                OptionalLong.empty()));
    }
}
