package dev.gotstack.ui.console;

import static dev.gotstack.ui.console.OutputGeometry.ROW;

import dev.gotstack.ui.control.SharpCanvas;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.theme.Palette;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.control.ScrollBar;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// The text of the command window on a canvas: whatever its length, only what is visible is ever drawn. Text can be
/// selected and copied; links are followed by a click, or by Enter.
final class OutputView extends Region {
    private final SharpCanvas canvas = new SharpCanvas();
    private final ScrollBar vertical = bar(Orientation.VERTICAL);
    private final ScrollBar horizontal = bar(Orientation.HORIZONTAL);
    private final ConsoleText text = new ConsoleText();
    private final ReadOnlyObjectWrapper<@Nullable LinkPlace> hot = new ReadOnlyObjectWrapper<>();
    private Palette palette;
    private Matches matches = Matches.NONE;
    private TextPosition anchor = TextPosition.START;
    private TextPosition caret = TextPosition.START;

    OutputView(Palette palette) {
        this.palette = palette;
        getStyleClass().add("console-output");
        setAccessibleRole(AccessibleRole.TEXT_AREA);
        setFocusTraversable(true);
        localToSceneTransformProperty().subscribe(this::requestLayout);
        getChildren().addAll(canvas.node(), vertical, horizontal);
        focusedProperty().subscribe(this::requestLayout);
        vertical.valueProperty().subscribe(this::requestLayout);
        horizontal.valueProperty().subscribe(this::requestLayout);
        vertical.setUnitIncrement(1);
        horizontal.setUnitIncrement(OutputGeometry.ADVANCE * 4);
        say();
    }

    private static ScrollBar bar(Orientation orientation) {
        var bar = new ScrollBar();
        bar.setOrientation(orientation);
        bar.setManaged(false);
        bar.setFocusTraversable(false);
        return bar;
    }

    /// Adds lines and goes to the end.
    void add(List<TextLine> lines) {
        text.add(lines);
        caret = text.end();
        anchor = caret;
        reveal(caret.line(), 0, 0);
        say();
    }

    /// Drops the first lines.
    void drop(int count) {
        text.drop(count);
        anchor = text.clamp(anchor.line() - count, anchor.column());
        caret = text.clamp(caret.line() - count, caret.column());
        vertical.setValue(vertical.getValue() - count);
        setHot(null);
        requestLayout();
    }

    void clear() {
        text.clear();
        setHot(null);
        moveTo(TextPosition.START, false);
        vertical.setValue(0);
        horizontal.setValue(0);
    }

    ConsoleText text() {
        return text;
    }

    void setPalette(Palette newPalette) {
        palette = newPalette;
        requestLayout();
    }

    /// Marks what a search has found, and shows the match that is looked at.
    void setMatches(Matches found) {
        matches = found;
        if (found.current() >= 0) {
            var match = found.all().get(found.current());
            select(new TextPosition(match.line(), match.start()), new TextPosition(match.line(), match.end()));
        }
        requestLayout();
    }

    /// The link that the mouse or the caret is on; null if on none.
    ReadOnlyObjectProperty<@Nullable LinkPlace> hotProperty() {
        return hot.getReadOnlyProperty();
    }

    void setHot(@Nullable LinkPlace link) {
        hot.set(link);
        setCursor(link == null ? Cursor.TEXT : Cursor.HAND);
        requestLayout();
    }

    TextPosition caret() {
        return caret;
    }

    TextPosition anchor() {
        return anchor;
    }

    /// Moves the caret, and shows where it is.
    ///
    /// @param extend keeps the other end of the selection
    void moveTo(TextPosition place, boolean extend) {
        caret = text.clamp(place.line(), place.column());
        anchor = extend ? anchor : caret;
        reveal(caret.line(), caret.column(), caret.column());
        say();
    }

    /// Selects text; the caret stays before it, so that a link is under it.
    void select(TextPosition from, TextPosition to) {
        caret = from;
        anchor = to;
        reveal(from.line(), from.column(), to.column());
        say();
    }

    /// The next link behind the caret, or the one before it.
    ///
    /// @return false if there is none
    boolean goToLink(boolean forward) {
        var from = forward ? TextPosition.max(anchor, caret) : TextPosition.min(anchor, caret);
        var next = text.nextLink(from, forward);
        next.ifPresent(this::select);
        return next.isPresent();
    }

    private void select(LinkPlace link) {
        select(new TextPosition(link.line(), link.start()), new TextPosition(link.line(), link.end()));
        setHot(link);
    }

    String selectedText() {
        return text.between(TextPosition.min(anchor, caret), TextPosition.max(anchor, caret));
    }

    /// The text of the line the caret is on.
    private void say() {
        var line = caret.line() < text.size() ? text.line(caret.line()).text() : "";
        setAccessibleText(text.link(caret)
                .map(found -> UiText.of("console.output-link", line, found.text(), found.command()))
                .orElseGet(() -> UiText.of("console.output", line)));
        requestLayout();
    }

    /// First visible line.
    int topLine() {
        return (int) vertical.getValue();
    }

    int rows() {
        return OutputGeometry.rows(textHeight());
    }

    void scrollTo(double line) {
        vertical.setValue(Math.clamp(line, 0, vertical.getMax()));
    }

    void scrollBy(double lines, double pixels) {
        scrollTo(vertical.getValue() + lines);
        horizontal.setValue(Math.clamp(horizontal.getValue() + pixels, 0, horizontal.getMax()));
    }

    private void reveal(int line, int start, int end) {
        arrange();
        if (line < vertical.getValue()) {
            scrollTo(line);
        } else if (line > vertical.getValue() + rows() - 1) {
            scrollTo(line - rows() + 1.0);
        }
        double left = horizontal.getValue();
        if (OutputGeometry.x(end, left) > textWidth() - OutputGeometry.MARGIN) {
            left = OutputGeometry.x(end, 0) - textWidth() + OutputGeometry.MARGIN;
        }
        if (OutputGeometry.x(start, left) < OutputGeometry.GUTTER) {
            left = OutputGeometry.x(start, 0) - OutputGeometry.GUTTER;
        }
        horizontal.setValue(Math.clamp(left, 0, horizontal.getMax()));
    }

    /// The place nearest to a point of this view.
    TextPosition positionAt(double x, double y) {
        return text.clamp(
                (int) Math.floor(y / ROW + vertical.getValue()), OutputGeometry.column(x, horizontal.getValue()));
    }

    /// The link at a point of this view.
    Optional<LinkPlace> linkAt(double x, double y) {
        int line = (int) Math.floor(y / ROW + vertical.getValue());
        int column = OutputGeometry.character(x, horizontal.getValue());
        return line < 0 || column < 0 ? Optional.empty() : text.link(new TextPosition(line, column));
    }

    /// Where characters of a line are drawn, in this view's coordinates.
    Bounds boundsOf(int line, int start, int end) {
        double x = OutputGeometry.x(start, horizontal.getValue());
        double y = Math.round((line - vertical.getValue()) * ROW);
        return new BoundingBox(x, y, (end - start) * OutputGeometry.ADVANCE, ROW);
    }

    private double textWidth() {
        return Math.max(0, getWidth() - (vertical.isVisible() ? vertical.prefWidth(-1) : 0));
    }

    private double textHeight() {
        return Math.max(0, getHeight() - (horizontal.isVisible() ? horizontal.prefHeight(-1) : 0));
    }

    /// Fits the scroll bars to the text.
    private void arrange() {
        double wide = OutputGeometry.width(text.columns());
        vertical.setVisible(text.size() * ROW > getHeight());
        horizontal.setVisible(wide > textWidth());
        fit(vertical, Math.max(0, text.size() - textHeight() / ROW), textHeight() / ROW);
        fit(horizontal, Math.max(0, wide - textWidth()), textWidth());
    }

    /// @param page what is visible at once
    private static void fit(ScrollBar bar, double most, double page) {
        boolean atEnd = bar.getValue() >= bar.getMax() && bar.getOrientation() == Orientation.VERTICAL;
        bar.setMax(most);
        bar.setVisibleAmount(most * page / Math.max(1, most + page));
        bar.setBlockIncrement(Math.max(1, page - 1));
        bar.setValue(atEnd ? most : Math.clamp(bar.getValue(), 0, most));
    }

    @Override
    protected void layoutChildren() {
        arrange();
        double across = vertical.prefWidth(-1);
        double high = horizontal.prefHeight(-1);
        vertical.resizeRelocate(getWidth() - across, 0, across, textHeight());
        horizontal.resizeRelocate(0, getHeight() - high, textWidth(), high);
        canvas.resize(textWidth(), textHeight());
        var painter = new OutputPainter(canvas.graphics(), palette, textWidth(), textHeight());
        painter.paint(new OutputPainter.View(
                text,
                vertical.getValue(),
                horizontal.getValue(),
                TextPosition.min(anchor, caret),
                TextPosition.max(anchor, caret),
                caret,
                isFocused(),
                hot.get(),
                matches));
    }
}
