package dev.gotstack.ui.guide;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.Derivation;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.stack.Frame;
import dev.gotstack.ui.action.PaneKind;
import dev.gotstack.ui.action.Shell;
import dev.gotstack.ui.control.UiText;
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
                UiText.of("tour.bug-check"),
                UiText.of(
                        "tour.bug-check.text",
                        Words.stopCode(check.code()) + " " + check.name(),
                        Words.hex(current.selector())),
                () -> {
                    model.selectTask(current.selector());
                    shell.reveal(PaneKind.REGISTERS);
                });
    }

    private Step backlink() {
        return new Step(
                UiText.of("tour.backlink"),
                UiText.of("tour.backlink.text", Words.hex(current.backlink()), Words.hex(interrupted.selector())),
                () -> {
                    last("backlink").ifPresent(step -> model.showMemory(step.va(), 2));
                    shell.reveal(PaneKind.MEMORY);
                });
    }

    private Step interrupted() {
        var registers = interrupted.registers();
        var at = analysis.kernel().modules().locate(registers.instructionPointer());
        return new Step(
                UiText.of("tour.context"),
                UiText.of(
                        "tour.context.text",
                        Words.hex(interrupted.selector()),
                        at.text(),
                        Words.address(registers.stackPointer())),
                () -> {
                    model.selectTask(interrupted.selector());
                    shell.reveal(PaneKind.REGISTERS);
                });
    }

    private Step guardPage() {
        long pointer = interrupted.registers().stackPointer();
        var text = analysis.stack()
                .filter(stack -> stack.inGuardPage(pointer))
                .map(stack -> UiText.of("tour.guard.text", Words.count(stack.limit() - pointer, "byte")))
                .orElseGet(() -> UiText.of("tour.guard.elsewhere"));
        return new Step(UiText.of("tour.guard"), text, () -> {
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
                UiText.of("tour.stack"), UiText.of("tour.stack.text", Words.count(frames.size(), "frame")), () -> {
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
                .orElse(UiText.of("tour.use.unknown"));
        var repeats = cycle.map(found ->
                        UiText.of("tour.use.cycle", found.period(), found.rounds(), Words.count(found.bytes(), "byte"))
                                + " ")
                .orElse("");
        return new Step(UiText.of("tour.use"), repeats + UiText.of("tour.use.text", modules), () -> {
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
