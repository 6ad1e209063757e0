package dev.gotstack.report.document;

import dev.gotstack.report.Clean;
import dev.gotstack.report.ReportText;
import dev.gotstack.report.Words;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A value in a table or a list of facts.
///
/// @param text as people read it: `12,288`
/// @param value as programs read it: a string or a number; null if unknown
/// @param reason why it is unknown; empty if it is not
public record Cell(String text, @Nullable Object value, String reason) {
    public static final Cell EMPTY = new Cell("", "", "");

    public static Cell text(String raw) {
        var text = Clean.line(raw);
        return new Cell(text, text, "");
    }

    public static Cell number(long value) {
        return new Cell(Words.number(value), value, "");
    }

    /// A difference, with its sign.
    public static Cell change(long value) {
        return new Cell(value == 0 ? "0" : (value > 0 ? "+" : "−") + Words.number(Math.abs(value)), value, "");
    }

    public static Cell percent(int percent, long bytes) {
        return new Cell(Words.percent(percent, bytes), percent, "");
    }

    /// What is not known, and why.
    public static Cell unknown(String reason) {
        return new Cell(ReportText.of("unknown"), null, Clean.line(reason));
    }

    Cell map(UnaryOperator<String> change) {
        var newValue = value instanceof String string ? change.apply(string) : value;
        return new Cell(change.apply(text), newValue, change.apply(reason));
    }
}
