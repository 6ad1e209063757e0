package dev.gotstack.ui.guide;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.Derivation;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.stack.Frame;
import dev.gotstack.ui.action.PaneKind;
import dev.gotstack.ui.action.Shell;
import dev.gotstack.ui.control.Words;
import dev.gotstack.x86.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The story of a double fault in six steps, told with the values of the dump that is open. Each step moves the panes
/// as a click would.
final class Tour {
    private final AnalysisModel model;
    private final Shell shell;
    private final Analysis analysis;
    private final TaskState interrupted;
    private final TaskState current;

    /// A step.
    ///
    /// @param show moves the panes
    record Step(String title, String text, Runnable show) {}

    private Tour(AnalysisModel model, Shell shell, Analysis analysis, TaskState interrupted, TaskState current) {
        this.model = model;
        this.shell = shell;
        this.analysis = analysis;
        this.interrupted = interrupted;
        this.current = current;
    }

    /// The steps; none if the dump is not of a double fault with a task state that was interrupted.
    static List<Step> of(AnalysisModel model, Shell shell) {
        var open = model.analysisProperty().get();
        if (open == null || open.processor().isEmpty()) {
            return List.of();
        }
        var interrupted = open.processor().get().interruptedTask();
        var current = open.processor().get().currentTask();
        return interrupted.isEmpty() || current.isEmpty()
                ? List.of()
                : new Tour(model, shell, open, interrupted.get(), current.get()).steps();
    }

    private List<Step> steps() {
        return List.of(bugCheck(), backlink(), interrupted(), guardPage(), stack(), use());
    }

    private Step bugCheck() {
        var check = analysis.bugCheck();
        return new Step(
                "The bug check names no culprit",
                "Bug check " + Words.stopCode(check.code()) + " " + check.name()
                        + ": a double fault. The processor could not deliver a fault and switched to task "
                        + Words.hex(current.selector()) + ", whose registers were prepared at boot. They say nothing"
                        + " about what went wrong.",
                () -> {
                    model.selectTask(current.selector());
                    shell.reveal(PaneKind.REGISTERS);
                });
    }

    private Step backlink() {
        return new Step(
                "Backlink names the interrupted task",
                "When the processor switches tasks, it writes the selector of the task it leaves into the new task's"
                        + " segment. The memory view shows these two bytes: Backlink = "
                        + Words.hex(current.backlink()) + ". So task " + Words.hex(interrupted.selector())
                        + " was interrupted.",
                () -> {
                    last("backlink").ifPresent(step -> model.showMemory(step.va(), 2));
                    shell.reveal(PaneKind.MEMORY);
                });
    }

    private Step interrupted() {
        var registers = interrupted.registers();
        var at = analysis.kernel().modules().locate(registers.instructionPointer());
        return new Step(
                "The real crash context",
                "Task " + Words.hex(interrupted.selector()) + " stopped at " + at.text() + ", with esp = "
                        + Words.address(registers.stackPointer())
                        + ". Its registers are in force now, as by the command .tss "
                        + Words.hex(interrupted.selector()) + ".",
                () -> {
                    model.selectTask(interrupted.selector());
                    shell.reveal(PaneKind.REGISTERS);
                });
    }

    private Step guardPage() {
        long pointer = interrupted.registers().stackPointer();
        var below = analysis.stack()
                .filter(stack -> stack.inGuardPage(pointer))
                .map(stack -> Words.count(stack.limit() - pointer, "byte") + " below the stack's limit, in the guard"
                        + " page. That page is never mapped, so the fault could not be delivered onto this stack: the"
                        + " second fault.")
                .orElse("where a stack pointer may not be.");
        return new Step("esp has left the stack", "Memory at esp reads ????????: it is " + below, () -> {
            model.showMemory(pointer & ~0xfL, 0);
            shell.reveal(PaneKind.MEMORY);
        });
    }

    private Step stack() {
        var frames = analysis.reconstructedStack().frames();
        int first = 0;
        while (first < frames.size() - 1 && frames.get(first).kind() != Frame.Kind.CALL) {
            first++;
        }
        int chosen = first;
        return new Step(
                "The call stack the debugger cannot show",
                "A debugger begins at esp, finds the guard page and stops. Above the limit all "
                        + Words.count(frames.size(), "frame")
                        + " are still there; each was found with evidence, which hovering or Enter shows.",
                () -> {
                    model.selectFrame(chosen);
                    shell.reveal(PaneKind.STACK);
                });
    }

    private Step use() {
        var cycle = analysis.usage().flatMap(usage -> usage.cycles().stream().findFirst());
        var modules = analysis.usage()
                .map(usage -> usage.modules().stream()
                        .limit(2)
                        .map(module -> module.name() + " " + Words.percent(module.percent()))
                        .collect(Collectors.joining(", ")))
                .orElse("unknown");
        var repeats = cycle.map(found -> "One sequence of " + found.period() + " calls repeats " + found.rounds()
                        + " times and takes " + Words.count(found.bytes(), "byte") + ". ")
                .orElse("");
        return new Step(
                "Who used the stack up",
                repeats + "Most bytes by driver: " + modules
                        + ". What if… (Alt+W) asks how it would have gone without one of them; Export chart (Ctrl+E)"
                        + " draws the picture for the customer.",
                () -> {
                    cycle.ifPresent(found -> model.selectFrame(found.first()));
                    shell.reveal(PaneKind.USAGE);
                });
    }

    private Optional<Derivation.Step> last(String id) {
        var steps = new ArrayList<Derivation.Step>();
        analysis.derivations().stream()
                .filter(derivation -> derivation.id().equals(id))
                .forEach(derivation -> steps.addAll(derivation.steps()));
        return steps.isEmpty() ? Optional.empty() : Optional.of(steps.getLast());
    }
}
