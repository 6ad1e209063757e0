package dev.gotstack.ui.console;

import java.util.Comparator;

/// A place between two characters of the output.
///
/// @param line from 0
/// @param column characters before it on its line
record TextPosition(int line, int column) implements Comparable<TextPosition> {
    static final TextPosition START = new TextPosition(0, 0);

    private static final Comparator<TextPosition> ORDER =
            Comparator.comparingInt(TextPosition::line).thenComparingInt(TextPosition::column);

    @Override
    public int compareTo(TextPosition other) {
        return ORDER.compare(this, other);
    }

    static TextPosition min(TextPosition one, TextPosition other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    static TextPosition max(TextPosition one, TextPosition other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
