package dev.gotstack.ui.memory;

import dev.gotstack.command.Context;
import dev.gotstack.model.Notes;
import dev.gotstack.ui.control.Places;
import dev.gotstack.ui.control.UiText;
import java.util.ArrayList;
import java.util.List;

/// A place in memory that a register names, or that a person decided about.
///
/// @param label the register's name, or what was decided
/// @param outside whether it lies where it may not, below the stack's limit, or was ruled out
record Marker(String label, long address, boolean outside) {
    private static final List<String> REGISTERS = List.of("esp", "rsp", "ebp", "rbp", "cr2");

    /// Where stack pointer, frame pointer and the last page fault are, and what the user left.
    static List<Marker> of(Context context, Notes notes) {
        var places = new Places(context.analysis());
        var markers = new ArrayList<Marker>();
        for (var name : REGISTERS) {
            var value = context.registers().get(name);
            if (value.isPresent() && value.getAsLong() != 0) {
                long va = value.getAsLong();
                markers.add(new Marker(name, va, places.isBelowStack(va)));
            }
        }
        var corrections = context.corrections();
        corrections.pinned().stream()
                .sorted()
                .forEach(slot -> markers.add(new Marker(UiText.of("memory.mark.by-hand"), slot, false)));
        corrections.rejected().stream()
                .sorted()
                .forEach(slot -> markers.add(new Marker(UiText.of("memory.mark.wrong"), slot, true)));
        notes.marks()
                .forEach((address, mark) -> markers.add(new Marker(
                        UiText.of(mark.note().isEmpty() ? "memory.mark.mark" : "memory.mark.note"), address, false)));
        return markers;
    }

    boolean in(long start, long length) {
        return address - start >= 0 && address - start < length;
    }
}
