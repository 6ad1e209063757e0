package dev.gotstack.ui.registers;

import dev.gotstack.command.Context;
import dev.gotstack.ui.control.Places;
import dev.gotstack.windows.Processor;
import dev.gotstack.x86.Flags;
import dev.gotstack.x86.RegisterSet;
import dev.gotstack.x86.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The registers of a context in groups, with what their values mean.
final class RegisterSheet {
    private static final List<String> POINTERS = List.of("eip", "esp", "ebp", "efl");
    private static final List<String> GENERAL = List.of("eax", "ebx", "ecx", "edx", "esi", "edi");
    private static final List<String> CONTROL = List.of("cr2", "cr3", "cr0", "cr4", "tr");
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
        for (var names : List.of(POINTERS, GENERAL, CONTROL, SEGMENTS)) {
            groups.add(names.stream()
                    .map(this::line)
                    .filter(Optional::isPresent)
                    .map(Optional::get)
                    .toList());
        }
        return groups;
    }

    /// `Task 0x28`, or where else the registers come from.
    String title() {
        return task.map(state -> "Task 0x" + Integer.toHexString(state.selector()))
                .orElse("Saved at the crash");
    }

    /// What the registers are worth, in one sentence.
    String origin() {
        return task.map(state -> switch (state.role()) {
                    case CURRENT -> state.role().words() + ", prepared at boot. The live registers were never saved.";
                    case INTERRUPTED, WAITING -> state.role().words() + ".";
                })
                .orElse("what the bug check saved of this processor.");
    }

    /// With which task state the values are compared; empty if with none.
    String comparison() {
        return other.map(state -> "Bold: changed against task 0x" + Integer.toHexString(state.selector()) + ".")
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
        int digits = SEGMENTS.contains(name) || name.equals("tr") ? 4 : 8;
        var note = note(name, value, place);
        return Optional.of(new RegisterLine(
                name, Places.hex(value, digits), note, place.kind(), value, changed(name, value, digits)));
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
            case "cr3" -> task.isPresent() ? "of the TSS" : "";
            case "cr0", "cr4" -> task.isPresent() ? "at the crash" : "";
            case "cr2" -> faultAddress(value, place);
            default -> place.words();
        };
    }

    private String backlink(int selector) {
        return context.analysis()
                .processor()
                .flatMap(processor -> processor.task(selector))
                .filter(state -> state.backlink() != 0)
                .map(state -> "Backlink " + Places.hex(state.backlink(), 4))
                .orElse("");
    }

    /// The last page fault's address. A push that meets the guard page faults just below the stack pointer.
    private String faultAddress(long value, Places.Place place) {
        long below = context.registers().stackPointer() - value;
        if (value == 0 || below <= 0 || below > 8) {
            return place.words();
        }
        return "a push: esp-" + below + (places.isGuard(value) ? ", guard page" : "");
    }

    private String changed(String name, long value, int digits) {
        var elsewhere = other.map(TaskState::registers)
                .map((RegisterSet registers) -> registers.get(name))
                .orElse(OptionalLong.empty());
        return elsewhere.isPresent() && elsewhere.getAsLong() != value
                ? Places.hex(elsewhere.getAsLong(), digits) + " in task 0x"
                        + Integer.toHexString(other.orElseThrow().selector())
                : "";
    }
}
