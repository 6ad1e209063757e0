package dev.gotstack.ui.console;

import static dev.gotstack.ui.console.OutputGeometry.ADVANCE;
import static dev.gotstack.ui.console.OutputGeometry.ROW;

import dev.gotstack.command.Output.Span;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.theme.Palette;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/// Draws the visible lines of the output.
final class OutputPainter {
    private static final double ICON = 6;

    private final GraphicsContext g;
    private final Palette palette;
    private final double width;
    private final double height;

    /// What is drawn.
    ///
    /// @param top lines that are scrolled away, with a fraction
    /// @param left pixels that are scrolled away
    /// @param from first end of the selection
    /// @param to last end of the selection
    /// @param hot the link that the mouse or the caret is on, or null
    record View(
            ConsoleText text,
            double top,
            double left,
            TextPosition from,
            TextPosition to,
            TextPosition caret,
            boolean focused,
            @Nullable LinkPlace hot,
            Matches matches) {}

    OutputPainter(GraphicsContext g, Palette palette, double width, double height) {
        this.g = g;
        this.palette = palette;
        this.width = width;
        this.height = height;
    }

    void paint(View view) {
        g.setFill(palette.background());
        g.fillRect(0, 0, width, height);
        g.setTextBaseline(VPos.CENTER);
        g.setTextAlign(TextAlignment.LEFT);
        g.setFont(OutputGeometry.FONT);
        int first = (int) view.top();
        int last = Math.min(view.text().size() - 1, (int) (view.top() + height / ROW));
        for (int i = first; i <= last; i++) {
            double y = Math.round((i - view.top()) * ROW);
            grounds(view, i, y);
            spans(view, i, y);
            marks(view, i, y);
        }
        caret(view);
    }

    private void grounds(View view, int index, double y) {
        var line = view.text().line(index);
        if (line.kind() == TextLine.Kind.TYPED || line.kind() == TextLine.Kind.CLICKED) {
            g.setFill(palette.surface());
            g.fillRect(0, y, width, ROW);
        }
        var all = view.matches().all();
        for (int i = view.matches().firstFrom(index);
                i < all.size() && all.get(i).line() == index;
                i++) {
            double x = OutputGeometry.x(all.get(i).start(), view.left());
            double wide = (all.get(i).end() - all.get(i).start()) * ADVANCE;
            g.setFill(palette.found());
            g.fillRect(x, y + 1, wide, ROW - 2);
            if (i == view.matches().current()) {
                g.setStroke(palette.text());
                g.setLineWidth(1.5);
                g.strokeRect(x - 0.5, y + 1.5, wide + 1, ROW - 3);
            }
        }
        selection(view, index, y);
    }

    private void selection(View view, int index, double y) {
        if (view.from().equals(view.to())
                || index < view.from().line()
                || index > view.to().line()) {
            return;
        }
        int start = index == view.from().line() ? view.from().column() : 0;
        boolean toEnd = index < view.to().line();
        int end = toEnd ? view.text().line(index).length() : view.to().column();
        double x = OutputGeometry.x(start, view.left());
        // The line feed is selected too, and looks like half a character.
        double wide = (end - start + (toEnd ? 0.5 : 0)) * ADVANCE;
        g.setFill(palette.accent().deriveColor(0, 1, 1, palette.dark() ? 0.35 : 0.22));
        g.fillRect(x, y, wide, ROW);
    }

    private void spans(View view, int index, double y) {
        var line = view.text().line(index);
        double middle = y + ROW / 2;
        int column = 0;
        for (var span : line.spans()) {
            double x = OutputGeometry.x(column, view.left());
            double wide = span.text().length() * ADVANCE;
            if (x < width && x + wide > 0) {
                g.setFill(ink(span, line.kind()));
                g.fillText(visible(span.text(), x), Math.max(x, x + hidden(x) * ADVANCE), middle);
                underline(view, index, column, span, x, y);
            }
            column += span.text().length();
        }
    }

    /// Characters that are off the left edge; the canvas would shape them all the same.
    private static int hidden(double x) {
        return x < -ADVANCE ? (int) (-x / ADVANCE) : 0;
    }

    private String visible(String text, double x) {
        int from = Math.min(hidden(x), text.length());
        int to = Math.min(text.length(), (int) Math.ceil((width - x) / ADVANCE) + 1);
        return text.substring(from, Math.max(from, to));
    }

    private Color ink(Span span, TextLine.Kind kind) {
        return switch (span.style()) {
            case PLAIN -> kind == TextLine.Kind.CLICKED ? palette.muted() : palette.text();
            case ADDRESS -> palette.accent();
            case SYMBOL -> palette.code();
            case MISSING -> palette.missing();
            case CHANGED -> palette.changed();
            case COMMENT -> palette.muted();
            case ERROR -> palette.error();
        };
    }

    private void underline(View view, int index, int column, Span span, double x, double y) {
        if (span.link() == null) {
            return;
        }
        var hot = view.hot();
        boolean isHot = hot != null && hot.line() == index && hot.start() == column;
        var ink = ink(span, TextLine.Kind.PRINTED);
        g.setStroke(isHot ? ink : ink.deriveColor(0, 1, 1, 0.45));
        g.setLineWidth(isHot ? 2 : 1);
        double line = y + ROW - (isHot ? 2 : 2.5);
        g.strokeLine(x, line, x + span.text().length() * ADVANCE, line);
    }

    /// What is not text, and is not copied: the sign of an error, and whether a click asked for a command.
    private void marks(View view, int index, double y) {
        var line = view.text().line(index);
        switch (line.kind()) {
            case ERROR -> errorSign(view.left(), y);
            case CLICKED -> tag(OutputGeometry.x(line.length(), view.left()) + 10, y, UiText.of("console.click"));
            case TYPED -> chevron(view.left(), y);
            case PRINTED -> {}
        }
    }

    private void errorSign(double left, double y) {
        double x = OutputGeometry.GUTTER / 2 - left;
        double middle = y + ROW / 2;
        g.setFill(palette.error());
        g.fillOval(x - ICON, middle - ICON, 2 * ICON, 2 * ICON);
        g.setStroke(palette.background());
        g.setLineWidth(1.6);
        g.strokeLine(x, middle - 3.5, x, middle + 0.8);
        g.strokeLine(x, middle + 3.2, x, middle + 3.4);
    }

    private void chevron(double left, double y) {
        double x = OutputGeometry.GUTTER / 2 - left;
        double middle = y + ROW / 2;
        g.setStroke(palette.accent());
        g.setLineWidth(1.8);
        g.strokePolyline(new double[] {x - 2, x + 2, x - 2}, new double[] {middle - 4, middle, middle + 4}, 3);
    }

    private void tag(double x, double y, String text) {
        double wide = 32;
        g.setStroke(palette.border());
        g.setLineWidth(1);
        g.strokeRoundRect(Math.floor(x) + 0.5, y + 2.5, wide, ROW - 5, 8, 8);
        g.setFill(palette.muted());
        g.setFont(OutputGeometry.NOTE);
        g.setTextAlign(TextAlignment.CENTER);
        g.fillText(text, Math.floor(x) + wide / 2 + 0.5, y + ROW / 2);
        g.setTextAlign(TextAlignment.LEFT);
        g.setFont(OutputGeometry.FONT);
    }

    private void caret(View view) {
        if (view.focused()) {
            double x = Math.floor(OutputGeometry.x(view.caret().column(), view.left())) + 0.5;
            double y = Math.round((view.caret().line() - view.top()) * ROW);
            g.setStroke(palette.accent());
            g.setLineWidth(1.5);
            g.strokeLine(x, y + 1, x, y + ROW - 1);
        }
    }
}
