package dev.gotstack.ui.registers;

import dev.gotstack.command.Context;
import dev.gotstack.ui.control.Places;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.control.Words;
import dev.gotstack.windows.Processor;
import dev.gotstack.windows.SavedState;
import dev.gotstack.x86.Architecture;
import dev.gotstack.x86.Flags;
import dev.gotstack.x86.RegisterSet;
import dev.gotstack.x86.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The registers of a context in groups, with what their values mean.
final class RegisterSheet {
    private static final List<String> CONTROL = List.of("cr2", "cr3", "cr0", "cr4", "cr8", "tr");
    private static final List<String> SEGMENTS = List.of("cs", "ss", "ds", "es", "fs", "gs");

    private final Context context;
    private final Places places;
    private final Optional<TaskState> task;
    private final Optional<TaskState> other;

    RegisterSheet(Context context) {
        this.context = context;
        this.places = new Places(context.analysis());
        this.task = context.taskState();
        this.other = task.flatMap(this::otherThan);
    }

    private Optional<TaskState> otherThan(TaskState here) {
        var processor = context.analysis().processor();
        return here.role() == TaskState.Role.CURRENT
                ? processor.flatMap(Processor::interruptedTask)
                : processor.flatMap(Processor::currentTask);
    }

    /// The groups, each a list of registers; segment registers come last.
    List<List<RegisterLine>> groups() {
        var groups = new ArrayList<List<RegisterLine>>();
        var names = architecture();
        var pointers = List.of(names.instructionPointer(), names.stackPointer(), names.framePointer(), "efl");
        for (var group : List.of(pointers, names.general(), CONTROL, SEGMENTS)) {
            groups.add(group.stream()
                    .map(this::line)
                    .filter(Optional::isPresent)
                    .map(Optional::get)
                    .toList());
        }
        return groups;
    }

    /// `Task 0x28`, or where else the registers come from.
    String title() {
        return task.map(state -> UiText.of("registers.task", Words.hex(state.selector())))
                .or(() -> state().map(state -> state.title().local()))
                .orElse(context.isSet() ? context.setBy() : UiText.of("registers.saved"));
    }

    /// What the registers are worth, in one sentence.
    String origin() {
        return task.map(state -> switch (state.role()) {
                    case CURRENT -> UiText.of("registers.prepared", state.role().words());
                    case INTERRUPTED, WAITING ->
                        UiText.of("registers.role", state.role().words());
                })
                .or(() -> state().map(RegisterSheet::worth))
                .orElse(context.isSet() ? UiText.of("registers.by-command") : UiText.of("registers.of-bug-check"));
    }

    private Optional<SavedState> state() {
        return context.analysis().states().stream()
                .filter(state -> state.command().equals(context.setBy()))
                .findFirst();
    }

    private static String worth(SavedState state) {
        return switch (state.kind()) {
            case INTERRUPT_STACK -> UiText.of("registers.of-interrupt");
            case CONTEXT_RECORD -> UiText.of("registers.of-exception");
            case TRAP_FRAME -> UiText.of("registers.of-trap");
        };
    }

    /// With which task state the values are compared; empty if with none.
    String comparison() {
        return other.map(state -> UiText.of("registers.compared", Words.hex(state.selector())))
                .orElse("");
    }

    private Optional<RegisterLine> line(String name) {
        var found = value(name);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        long value = found.getAsLong();
        boolean plain = SEGMENTS.contains(name) || CONTROL.contains(name) && !name.equals("cr2") || name.equals("efl");
        var place = plain ? new Places.Place(Places.Kind.NOTHING, "") : places.of(value);
        int digits = digits(name);
        var note = note(name, value, place);
        return Optional.of(new RegisterLine(
                name, Places.hex(value, digits), note, place.kind(), value, changed(name, value, digits)));
    }

    private Architecture architecture() {
        return context.kernel().architecture();
    }

    private int digits(String name) {
        boolean selector = SEGMENTS.contains(name) || name.equals("tr");
        return selector ? 4 : name.equals("efl") ? 8 : 2 * architecture().pointerSize();
    }

    /// A register of the context; what a task state does not hold is taken from the processor's saved state.
    private OptionalLong value(String name) {
        var value = context.registers().get(name);
        if (value.isPresent()) {
            return value;
        }
        if (name.equals("cr3") && task.isPresent()) {
            return OptionalLong.of(task.get().tss().cr3());
        }
        return context.analysis()
                .processor()
                .map(processor -> processor.special().get(name))
                .orElse(OptionalLong.empty());
    }

    private String note(String name, long value, Places.Place place) {
        return switch (name) {
            case "efl" -> Flags.words(value);
            case "tr" -> backlink((int) value);
            case "cr3" -> task.isPresent() ? UiText.of("registers.of-tss") : "";
            case "cr0", "cr4" -> task.isPresent() ? UiText.of("registers.at-crash") : "";
            case "cr2" -> faultAddress(value, place);
            default -> place.words();
        };
    }

    private String backlink(int selector) {
        return context.analysis()
                .processor()
                .flatMap(processor -> processor.task(selector))
                .filter(state -> state.backlink() != 0)
                .map(state -> UiText.of("registers.backlink", Places.hex(state.backlink(), 4)))
                .orElse("");
    }

    /// The last page fault's address. A push that meets the guard page faults just below the stack pointer.
    private String faultAddress(long value, Places.Place place) {
        long below = context.registers().stackPointer() - value;
        if (value == 0 || below <= 0 || below > architecture().faultDelivery() / 2) {
            return place.words();
        }
        var push = architecture().stackPointer() + "-" + below;
        return UiText.of(places.isGuard(value) ? "registers.push-guard" : "registers.push", push);
    }

    private String changed(String name, long value, int digits) {
        var elsewhere = other.map(TaskState::registers)
                .map((RegisterSet registers) -> registers.get(name))
                .orElse(OptionalLong.empty());
        return elsewhere.isPresent() && elsewhere.getAsLong() != value
                ? UiText.of(
                        "registers.elsewhere",
                        Places.hex(elsewhere.getAsLong(), digits),
                        Words.hex(other.orElseThrow().selector()))
                : "";
    }
}
