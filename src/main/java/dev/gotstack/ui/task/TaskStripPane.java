package dev.gotstack.ui.task;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.StoryStep;
import dev.gotstack.command.Context;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.text.Phrase;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.action.Explanations;
import dev.gotstack.ui.action.PaneKind;
import dev.gotstack.ui.control.EmptyNote;
import dev.gotstack.ui.control.PaneHeader;
import dev.gotstack.ui.control.Places;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.control.Words;
import dev.gotstack.x86.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The film strip: what the processor did, in order of time. Choosing a step makes its task state the context; the step
/// whose task state is the context is highlighted, however it came to be.
public final class TaskStripPane extends VBox {
    private final AnalysisModel model;
    private final PaneHeader header = new PaneHeader(UiText.of("task.strip"));
    private final VBox strip = new VBox();
    private final List<StepView> views = new ArrayList<>();
    private final Explanations explanations;
    private List<OptionalInt> selectors = List.of();
    private List<String> commands = List.of();
    private int chosen = -1;

    public TaskStripPane(AnalysisModel model, Actions actions) {
        this.model = model;
        this.explanations = new Explanations(model);
        getStyleClass().add("task-strip");
        strip.setId("task-strip");
        strip.setAccessibleText(actions.show(PaneKind.STORY).text());
        strip.addEventHandler(KeyEvent.KEY_PRESSED, this::travel);
        getChildren().addAll(header, strip);
        model.analysisProperty().subscribe(this::show);
        model.contextProperty().subscribe(this::follow);
    }

    private void show(@Nullable Analysis analysis) {
        strip.getChildren().clear();
        views.clear();
        chosen = -1;
        selectors = List.of();
        commands = List.of();
        header.note("");
        if (analysis == null) {
            return;
        }
        var steps = TaskSteps.of(analysis);
        if (steps.isEmpty()) {
            strip.getChildren().add(new EmptyNote(UiText.of("task.none")));
        }
        var others = TaskSteps.others(analysis, steps);
        for (int i = 0; i < steps.size(); i++) {
            add(analysis, steps, i);
        }
        others.forEach(task -> addOther(task, task == others.getFirst()));
        var all = new ArrayList<>(steps.stream().map(StoryStep::selector).toList());
        others.forEach(task -> all.add(OptionalInt.of(task.selector())));
        selectors = all;
        commands = steps.stream().map(StoryStep::command).toList();
        analysis.processor()
                .ifPresent(processor -> header.note(UiText.of("task.processor", String.valueOf(processor.number()))));
    }

    private void add(Analysis analysis, List<StoryStep> steps, int index) {
        var step = steps.get(index);
        TaskSteps.backlink(analysis, steps, index)
                .ifPresent(link -> strip.getChildren().add(arrow(UiText.of("task.backlink", Places.hex(link, 4)))));
        var view = new StepView(
                String.valueOf(index + 1),
                step.title().local(),
                step.lines().stream().map(Phrase::local).toList(),
                () -> choose(index, step));
        explanations.tell(view, "step:" + index, step.title().local());
        view.setId("step-" + (index + 1));
        view.ends(index == 0, index == steps.size() - 1);
        views.add(view);
        strip.getChildren().add(view);
    }

    private void addOther(TaskState task, boolean first) {
        if (first) {
            strip.getChildren().add(Texts.styled(UiText.of("task.others"), "step-others", "muted", "small"));
        }
        int index = views.size();
        var at = Words.hex(task.selector());
        var view = new StepView(
                "·", UiText.of("task.title", at), List.of(task.role().words().local()), () -> {
                    chosen = index;
                    model.selectTask(task.selector());
                });
        view.setId("task-" + at);
        view.getStyleClass().add("other");
        view.ends(true, true);
        views.add(view);
        strip.getChildren().add(view);
    }

    /// The processor goes down the strip; a Backlink leads up again, to the task it came from.
    private static Region arrow(String text) {
        var line = new Region();
        line.getStyleClass().add("step-line");
        line.setMaxWidth(2);
        var rail = new StackPane(line);
        rail.getStyleClass().add("step-rail");
        var label = Texts.styled("↑ " + text, "step-arrow", "mono");
        label.setAccessibleText(UiText.of("task.back", text));
        var arrow = new HBox(rail, label);
        arrow.getStyleClass().add("step-between");
        return arrow;
    }

    private void choose(int index, StoryStep step) {
        chosen = index;
        if (step.selector().isPresent()) {
            model.selectTask(step.selector().getAsInt());
        } else if (!step.command().isEmpty()) {
            model.follow(step.command());
        } else {
            step.address().ifPresent(address -> model.showMemory(address, 0));
        }
        follow(model.contextProperty().get());
    }

    private void follow(@Nullable Context context) {
        int selected = context == null
                ? -1
                : context.task().isPresent() ? showing(context.task().getAsInt()) : setBy(context.setBy());
        for (int i = 0; i < views.size(); i++) {
            views.get(i).select(i == selected);
        }
    }

    /// The step whose command has set the context.
    private int setBy(String command) {
        return command.isEmpty() ? -1 : commands.indexOf(command);
    }

    /// Several steps may show one task state: the one that was clicked, else the last, which is the nearest to the end.
    private int showing(int selector) {
        if (chosen >= 0 && selectors.get(chosen).orElse(-1) == selector) {
            return chosen;
        }
        for (int i = selectors.size() - 1; i >= 0; i--) {
            if (selectors.get(i).orElse(-1) == selector) {
                return i;
            }
        }
        return -1;
    }

    private void travel(KeyEvent event) {
        int step = event.getCode() == KeyCode.DOWN ? 1 : event.getCode() == KeyCode.UP ? -1 : 0;
        int focused = focusedStep();
        if (step != 0 && focused >= 0) {
            int next = Math.clamp(focused + step, 0, views.size() - 1);
            views.get(next).requestFocus();
            event.consume();
        }
    }

    private int focusedStep() {
        for (int i = 0; i < views.size(); i++) {
            if (views.get(i).isFocused()) {
                return i;
            }
        }
        return -1;
    }
}
