package dev.gotstack.ui.memory;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.dump.Dump;
import dev.gotstack.io.LittleEndian;
import dev.gotstack.memory.AddressSpace;
import dev.gotstack.ui.control.Places;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.memory.Row.Cell;
import dev.gotstack.ui.memory.Row.Kind;
import java.util.ArrayList;
import java.util.List;

/// Reads memory as rows. The unreadable bytes of a row get marks instead of digits: `????????` in the guard page, `??`
/// elsewhere.
final class RowReader {
    private final Dump dump;
    private final AddressSpace space;
    private final Places places;

    RowReader(Analysis analysis) {
        this.dump = analysis.kernel().dump();
        this.space = analysis.kernel().space();
        this.places = new Places(analysis);
    }

    Dump dump() {
        return dump;
    }

    Places places() {
        return places;
    }

    int pointerSize() {
        return space.pointerSize();
    }

    /// The highest address there is.
    long last() {
        return pointerSize() == 4 ? 0xffff_ffffL : -1;
    }

    AddressSpace space() {
        return space;
    }

    /// @param length bytes of the row
    Row row(long address, MemoryFormat format, int length) {
        int size = format.cellSize(pointerSize());
        var bytes = new byte[length];
        int got = read(address, bytes, length);
        var cells = new ArrayList<Cell>(length / size);
        for (int at = 0; at < length; at += size) {
            cells.add(at + size <= got ? read(address + at, bytes, at, size) : missing(address + at, size));
        }
        return new Row(address, cells, format.isPointers() ? name(cells.getFirst()) : text(cells, bytes));
    }

    /// The value at an address.
    Cell cell(long address, int size) {
        var bytes = new byte[8];
        return read(address, bytes, size) < size ? missing(address, size) : read(address, bytes, 0, size);
    }

    private int read(long address, byte[] bytes, int length) {
        try {
            return space.read(address, bytes, 0, length);
        } catch (InternalError e) {
            return 0; // the file was cut off while it is open, which the machine sometimes reports late
        }
    }

    /// Why a value is missing, in a few words.
    String reason(Cell cell) {
        return cell.kind() == Kind.GUARD
                ? UiText.of("memory.guard")
                : space.hole(cell.address())
                        .map(hole -> hole.reason().words().local())
                        .orElse("");
    }

    private Cell read(long address, byte[] bytes, int at, int size) {
        long value = LittleEndian.unsigned(bytes, at, size);
        boolean code = size == pointerSize() && places.isCode(value);
        return new Cell(address, size, Places.hex(value, 2 * size), code ? Kind.CODE : Kind.DATA, value);
    }

    private Cell missing(long address, int size) {
        boolean guard = places.isGuard(address);
        return new Cell(address, size, guard ? "?".repeat(2 * size) : "??", guard ? Kind.GUARD : Kind.MISSING, 0);
    }

    private String name(Cell cell) {
        return cell.isMissing() ? "" : places.of(cell.value()).words();
    }

    private static String text(List<Cell> cells, byte[] bytes) {
        var text = new StringBuilder(bytes.length);
        int at = 0;
        for (var cell : cells) {
            for (int i = 0; i < cell.size(); i++, at++) {
                int character = bytes[at] & 0xff;
                boolean printable = character >= 0x20 && character < 0x7f;
                text.append(cell.isMissing() ? '?' : printable ? (char) character : '.');
            }
        }
        return text.toString();
    }
}
