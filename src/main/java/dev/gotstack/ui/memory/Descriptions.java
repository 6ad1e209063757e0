package dev.gotstack.ui.memory;

import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.control.Words;
import dev.gotstack.ui.memory.Row.Cell;

/// One value in words.
final class Descriptions {
    private Descriptions() {}

    /// `b8ae5fe0  guard page, not present (…)`, `b8ae60f0  = 80802d66  nt!CcCopyRead+0x56  · file 0x12345`.
    static String of(RowReader reader, Cell cell) {
        var places = reader.places();
        var address = places.address(cell.address());
        if (cell.isMissing()) {
            return address + "  " + places.missing(cell.address());
        }
        var text = new StringBuilder(address).append("  ").append(cell.digits());
        int size = reader.pointerSize();
        long aligned = cell.address() & -(long) size;
        var pointer = cell.size() == size ? cell : reader.cell(aligned, size);
        var target = pointer.isMissing() ? "" : places.of(pointer.value()).words();
        if (!target.isEmpty()) {
            text.append(" → ").append(target);
        }
        var here = places.of(cell.address()).words();
        if (!here.isEmpty()) {
            text.append("  ·  ").append(here);
        }
        return text.append("  ·  ")
                .append(UiText.of("memory.file", Words.hex(reader.space().fileOffset(cell.address()))))
                .toString();
    }
}
