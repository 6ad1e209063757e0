package dev.gotstack.ui.memory;

import dev.gotstack.ui.control.Places;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.control.Words;
import dev.gotstack.ui.memory.Row.Cell;
import java.util.ArrayList;
import java.util.List;

/// One value in words.
final class Descriptions {
    /// What parts one piece from the next.
    static final String APART = "  ·  ";

    private Descriptions() {}

    /// `b8ae5fe0  guard page, not present (…)`, `b8ae60f0  80802d66 → nt!CcCopyRead+0x56  ·  file 0x12345`.
    static String of(RowReader reader, Cell cell) {
        return String.join("", pieces(reader, cell));
    }

    /// The same in pieces, of which the last ones can be done without. There is at least one.
    static List<String> pieces(RowReader reader, Cell cell) {
        return cell.isMissing() ? missing(reader.places(), cell.address()) : present(reader, cell);
    }

    /// Why there is nothing; how that is known is said in brackets.
    static List<String> missing(Places places, long address) {
        var reason = places.address(address) + "  " + places.missing(address);
        int brackets = reason.lastIndexOf(" (");
        return brackets < 0 ? List.of(reason) : List.of(reason.substring(0, brackets), reason.substring(brackets));
    }

    private static List<String> present(RowReader reader, Cell cell) {
        var places = reader.places();
        var value = places.address(cell.address()) + "  " + cell.digits();
        int size = reader.pointerSize();
        long aligned = cell.address() & -(long) size;
        var pointer = cell.size() == size ? cell : reader.cell(aligned, size);
        var target = pointer.isMissing() ? "" : places.of(pointer.value()).words();
        var pieces = new ArrayList<String>();
        pieces.add(value + (target.isEmpty() ? "" : " → " + target));
        var here = places.of(cell.address()).words();
        if (!here.isEmpty()) {
            pieces.add(APART + here);
        }
        pieces.add(APART + UiText.of("memory.file", Words.hex(reader.space().fileOffset(cell.address()))));
        return pieces;
    }
}
