package dev.gotstack.ui.memory;

import dev.gotstack.ui.control.Mono;
import dev.gotstack.ui.control.Places;
import javafx.scene.text.Font;

/// Where things are in a row, in pixels.
///
/// @param advance width of one character
/// @param gutter width left of the addresses, for labels
/// @param cellDigits characters of one value
/// @param cells values a row
/// @param notes whether there is room for the characters right of the values
record Columns(double advance, double gutter, int addressDigits, int cellDigits, int cells, boolean notes) {
    static final double ROW = 20;
    static final double TOP = 4;
    static final Font FONT = Mono.font(Mono.SIZE);
    static final Font LABEL = Mono.font(10.5);

    private static final double ADVANCE = Mono.advance(FONT);
    static final double LABEL_ADVANCE = Mono.advance(LABEL);
    private static final double WIDE_GUTTER = 12 * LABEL_ADVANCE + 18;
    private static final double NARROW_GUTTER = 6 * LABEL_ADVANCE + 18;
    private static final int LONGEST_NOTE = 16;

    /// @param rowSize bytes a row
    static Columns of(MemoryFormat format, int pointerSize, int rowSize, double width) {
        int digits = 2 * format.cellSize(pointerSize);
        int cells = rowSize / format.cellSize(pointerSize);
        var wide = new Columns(ADVANCE, WIDE_GUTTER, Places.width(pointerSize), digits, cells, true);
        if (wide.end(wide.characters()) <= width) {
            return wide;
        }
        var narrow = new Columns(ADVANCE, NARROW_GUTTER, Places.width(pointerSize), digits, cells, true);
        boolean fits = narrow.end(format.isPointers() ? 8 : narrow.characters()) <= width;
        return fits ? narrow : new Columns(ADVANCE, NARROW_GUTTER, Places.width(pointerSize), digits, cells, false);
    }

    /// Bytes a row for a width: half as many as usual, and half of that, where the values would not fit.
    static int rowSize(MemoryFormat format, int pointerSize, double width) {
        int size = format.rowSize(pointerSize);
        while (size > format.cellSize(pointerSize)
                && size > 4
                && width > 0
                && of(format, pointerSize, size, width).cellsEnd() > width) {
            size /= 2;
        }
        return size;
    }

    /// Characters right of the values.
    int characters() {
        return cells == 1 ? LONGEST_NOTE : cells * cellDigits / 2;
    }

    /// Labels that fit into the gutter, in characters.
    int gutterCharacters() {
        return (int) ((gutter - 17) / LABEL_ADVANCE);
    }

    double addressX() {
        return gutter;
    }

    double cellX(int cell) {
        double middle = cells == 16 && cell >= 8 ? advance : 0;
        return gutter + (addressDigits + 2) * advance + cell * (cellDigits + 1) * advance + middle;
    }

    double cellWidth() {
        return cellDigits * advance;
    }

    /// Where the values end.
    double cellsEnd() {
        return cellX(cells - 1) + cellWidth();
    }

    double noteX() {
        return cellsEnd() + 2 * advance;
    }

    /// Where a note of so many characters ends.
    double end(int characters) {
        return noteX() + characters * advance + 4;
    }

    double rowY(int row) {
        return TOP + row * ROW;
    }

    /// The row at a height, counted from the first visible one.
    static int rowAt(double y) {
        return (int) Math.floor((y - TOP) / ROW);
    }

    /// The value at an x; -1 if there is none.
    int cellAt(double x) {
        for (int i = 0; i < cells; i++) {
            if (x >= cellX(i) - advance / 2 && x < cellX(i) + cellWidth() + advance / 2) {
                return i;
            }
        }
        return -1;
    }

    /// The byte of a row whose character is at an x; -1 if there is none.
    int characterAt(double x) {
        int character = (int) Math.floor((x - noteX()) / advance);
        return notes && character >= 0 && character < characters() ? character : -1;
    }

    /// Rows that are wholly visible.
    static int rows(double height) {
        return Math.max(1, (int) ((height - TOP) / ROW));
    }
}
