package dev.gotstack.ui.task;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.StoryStep;
import dev.gotstack.text.Phrase;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.control.Words;
import dev.gotstack.windows.Processor;
import dev.gotstack.x86.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The steps of the film strip: those of the story, else the processor's tasks in order of time.
final class TaskSteps {
    private TaskSteps() {}

    static List<StoryStep> of(Analysis analysis) {
        return analysis.story().isEmpty() ? fromTasks(analysis) : analysis.story();
    }

    /// Task states that no step shows: those that were never entered.
    static List<TaskState> others(Analysis analysis, List<StoryStep> steps) {
        return tasks(analysis).stream()
                .filter(task -> steps.stream().noneMatch(step -> step.selector().orElse(0) == task.selector()))
                .toList();
    }

    /// Selector of the task that a step's task interrupted, if the step before it shows that task.
    static OptionalInt backlink(Analysis analysis, List<StoryStep> steps, int index) {
        var selector = steps.get(index).selector();
        var earlier = steps.subList(0, index);
        if (selector.isEmpty() || shows(earlier, selector.getAsInt())) {
            return OptionalInt.empty();
        }
        return tasks(analysis).stream()
                .filter(task -> task.selector() == selector.getAsInt())
                .mapToInt(task -> task.backlink() & ~7)
                .filter(link -> link != 0 && shows(earlier, link))
                .findFirst();
    }

    private static boolean shows(List<StoryStep> steps, int selector) {
        return steps.stream().anyMatch(step -> step.selector().orElse(0) == selector);
    }

    private static List<StoryStep> fromTasks(Analysis analysis) {
        var steps = new ArrayList<StoryStep>();
        for (var task : tasks(analysis).reversed()) {
            if (task.role() != TaskState.Role.WAITING) {
                steps.add(step(analysis, task));
            }
        }
        return steps;
    }

    private static StoryStep step(Analysis analysis, TaskState task) {
        var registers = task.registers();
        var at = analysis.kernel().modules().locate(registers.instructionPointer());
        var lines = List.of(
                Phrase.data(at.text()),
                Phrase.data(analysis.kernel().architecture().stackPointer() + " "
                        + Words.address(registers.stackPointer())),
                task.role().words());
        return new StoryStep(
                StoryStep.Kind.TASK_SWITCH,
                Phrase.data(UiText.of("task.title", Words.hex(task.selector()))),
                lines,
                OptionalInt.of(task.selector()),
                OptionalLong.empty());
    }

    private static List<TaskState> tasks(Analysis analysis) {
        return analysis.processor().map(Processor::tasks).orElse(List.of());
    }
}
