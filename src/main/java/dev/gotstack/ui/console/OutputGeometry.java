package dev.gotstack.ui.console;

import dev.gotstack.ui.control.Mono;
import javafx.scene.text.Font;

/// Where lines and characters are drawn.
final class OutputGeometry {
    static final double ROW = 18;
    /// Room for the mark before an error.
    static final double GUTTER = 22;
    /// Free space behind the longest line.
    static final double MARGIN = 16;

    static final Font FONT = Mono.font(Mono.SIZE);
    static final Font NOTE = Font.font(10.5);
    static final double ADVANCE = Mono.advance(FONT);

    private OutputGeometry() {}

    /// Left edge of a column.
    ///
    /// @param left pixels that are scrolled away
    static double x(int column, double left) {
        return GUTTER - left + column * ADVANCE;
    }

    /// The column whose left edge is nearest.
    static int column(double x, double left) {
        return (int) Math.round((x - GUTTER + left) / ADVANCE);
    }

    /// The column of the character at a point.
    static int character(double x, double left) {
        return (int) Math.floor((x - GUTTER + left) / ADVANCE);
    }

    /// Whole rows that fit.
    static int rows(double height) {
        return Math.max(1, (int) (height / ROW));
    }

    static double width(int columns) {
        return GUTTER + columns * ADVANCE + MARGIN;
    }
}
