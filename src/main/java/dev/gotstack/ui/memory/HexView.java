package dev.gotstack.ui.memory;

import dev.gotstack.ui.control.SharpCanvas;
import dev.gotstack.ui.memory.Row.Cell;
import dev.gotstack.ui.theme.Palette;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.scene.AccessibleRole;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// Rows of memory on a canvas. Only what is visible is ever read.
final class HexView extends Region {
    private static final int WHEEL_ROWS = 3;

    private final SharpCanvas canvas = new SharpCanvas();
    private final Viewport viewport = new Viewport(this::changed);
    private final ReadOnlyLongWrapper caret = new ReadOnlyLongWrapper();
    private final ReadOnlyLongWrapper top = new ReadOnlyLongWrapper();
    private final Consumer<Cell> follow;
    private @Nullable RowReader reader;
    private Palette palette;
    private MemoryFormat format = MemoryFormat.DWORDS;
    private List<Marker> markers = List.of();
    private Span marked = Span.NONE;
    private Span frame = Span.NONE;
    private String frameName = "";
    private List<Row> rows = List.of();

    /// @param follow what following a value does
    HexView(Palette palette, Consumer<Cell> follow) {
        this.palette = palette;
        this.follow = follow;
        getStyleClass().add("hex-view");
        setAccessibleRole(AccessibleRole.TEXT_AREA);
        setFocusTraversable(true);
        getChildren().add(canvas.node());
        // Drawn larger or smaller, it needs other pixels.
        localToSceneTransformProperty().subscribe(this::requestLayout);
        focusedProperty().subscribe(this::repaint);
        addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::mousePressed);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::mouseDragged);
        addEventHandler(MouseEvent.MOUSE_CLICKED, this::mouseClicked);
        addEventHandler(ScrollEvent.SCROLL, this::scrolled);
    }

    /// Shows another dump's memory; null for none.
    void setReader(@Nullable RowReader newReader) {
        reader = newReader;
        shape();
    }

    void setFormat(MemoryFormat newFormat) {
        format = newFormat;
        shape();
        viewport.reveal(viewport.caret());
    }

    void setPalette(Palette newPalette) {
        palette = newPalette;
        repaint();
    }

    void setMarkers(List<Marker> newMarkers) {
        markers = newMarkers;
        repaint();
    }

    void setFrame(Span bytes, String name) {
        frame = bytes;
        frameName = name;
        repaint();
    }

    /// Goes to an address and marks the bytes there.
    void show(Span bytes) {
        marked = bytes;
        viewport.put(bytes.start(), false);
        viewport.reveal(bytes.start());
    }

    Viewport viewport() {
        return viewport;
    }

    MemoryFormat format() {
        return format;
    }

    /// The rows as they are drawn.
    List<Row> rows() {
        return rows;
    }

    ReadOnlyLongProperty caretProperty() {
        return caret.getReadOnlyProperty();
    }

    ReadOnlyLongProperty topProperty() {
        return top.getReadOnlyProperty();
    }

    /// The bytes that a copy takes: what is selected here, else what is marked, else the value under the caret.
    Span chosen() {
        var selected = viewport.selection();
        boolean more = selected.length() > viewport.cellSize();
        return more || marked.isEmpty() || !marked.touches(selected.start(), 1) ? selected : marked;
    }

    /// The value at a point of this view.
    Optional<Cell> cellAt(double x, double y) {
        int row = Columns.rowAt(y);
        int cell = columns().cellAt(x);
        int character = format.isPointers() ? -1 : columns().characterAt(x);
        if (row < 0 || row >= rows.size() || cell < 0 && character < 0) {
            return Optional.empty();
        }
        var cells = rows.get(row).cells();
        int index = cell >= 0 ? cell : character / viewport.cellSize();
        return index < cells.size() ? Optional.of(cells.get(index)) : Optional.empty();
    }

    /// Where the value at an address is drawn, in this view's coordinates; for tests and menus opened by a key.
    javafx.geometry.Point2D pointOf(long address) {
        long offset = address - viewport.top();
        int row = (int) (offset / viewport.rowSize());
        int cell = (int) (offset % viewport.rowSize()) / viewport.cellSize();
        return new javafx.geometry.Point2D(
                columns().cellX(cell) + columns().cellWidth() / 2, columns().rowY(row) + Columns.ROW / 2);
    }

    private Columns columns() {
        return Columns.of(format, pointerSize(), viewport.rowSize(), getWidth());
    }

    private int pointerSize() {
        return reader == null ? 4 : reader.pointerSize();
    }

    private void shape() {
        int pointer = pointerSize();
        viewport.shape(
                reader == null ? 0xffff_ffffL : reader.last(),
                Columns.rowSize(format, pointer, getWidth()),
                format.cellSize(pointer));
    }

    private void changed() {
        caret.set(viewport.caret());
        top.set(viewport.top());
        repaint();
    }

    @Override
    protected void layoutChildren() {
        canvas.resize(getWidth(), getHeight());
        boolean first = viewport.rows() <= 1;
        viewport.setRows(Columns.rows(getHeight()));
        if (Columns.rowSize(format, pointerSize(), getWidth()) != viewport.rowSize()) {
            shape();
            viewport.reveal(viewport.caret());
        }
        if (first) {
            viewport.center(viewport.caret());
        }
        repaint();
    }

    private void repaint() {
        try {
            read();
            paint();
        } catch (InternalError e) {
            // The file was cut off just now; what is gone is known to be missing from here on.
            if (reader != null) {
                reader.dump().refresh();
            }
            read();
            paint();
        }
    }

    private void read() {
        var list = new ArrayList<Row>();
        var source = reader;
        long at = viewport.top();
        for (int i = 0; source != null && i <= viewport.rows(); i++, at += viewport.rowSize()) {
            if (Long.compareUnsigned(at, viewport.last()) <= 0 && Long.compareUnsigned(at, viewport.top()) >= 0) {
                list.add(source.row(at, format, viewport.rowSize()));
            }
        }
        rows = List.copyOf(list);
    }

    private void paint() {
        var painter = new HexPainter(canvas.graphics(), palette, columns(), getWidth(), getHeight());
        if (reader == null) {
            painter.clear();
            return;
        }
        painter.paint(new Sheet(
                rows,
                reasons(),
                markers,
                marked,
                viewport.selection(),
                frame,
                frameName,
                viewport.caret(),
                isFocused()));
    }

    private List<String> reasons() {
        var reasons = new ArrayList<String>();
        var before = "";
        for (var row : rows) {
            var cell = row.cells().getFirst();
            var reason = cell.isMissing() && reader != null ? reader.reason(cell) : "";
            reasons.add(reason.equals(before) ? "" : reason);
            before = reason;
        }
        return reasons;
    }

    private void pressed(KeyEvent event) {
        // Alt with an arrow goes back and forward among the places looked at.
        if (event.isAltDown()) {
            return;
        }
        boolean extend = event.isShiftDown();
        long page = Math.max(1, viewport.rows() - 1L) * viewport.rowSize();
        long inRow = viewport.caret() & viewport.rowSize() - 1;
        switch (event.getCode()) {
            case LEFT -> viewport.move(-viewport.cellSize(), extend);
            case RIGHT -> viewport.move(viewport.cellSize(), extend);
            case UP -> viewport.move(-viewport.rowSize(), extend);
            case DOWN -> viewport.move(viewport.rowSize(), extend);
            case PAGE_UP -> viewport.move(-page, extend);
            case PAGE_DOWN -> viewport.move(page, extend);
            case HOME -> viewport.move(event.isShortcutDown() ? -Long.MAX_VALUE : -inRow, extend);
            case END ->
                viewport.move(
                        event.isShortcutDown() ? Long.MAX_VALUE : viewport.rowSize() - viewport.cellSize() - inRow,
                        extend);
            case ENTER -> followCaret();
            default -> {
                return;
            }
        }
        event.consume();
    }

    /// Follows the value under the caret.
    void followCaret() {
        var source = reader;
        if (source != null) {
            int size = source.pointerSize();
            follow.accept(source.cell(viewport.caret() & -(long) size, size));
        }
    }

    private void mousePressed(MouseEvent event) {
        requestFocus();
        boolean keep = event.getButton() == MouseButton.SECONDARY;
        cellAt(event.getX(), event.getY())
                .filter(cell -> !keep || !chosen().touches(cell.address(), cell.size()))
                .ifPresent(cell -> viewport.put(cell.address(), event.isShiftDown()));
    }

    private void mouseDragged(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY) {
            cellAt(event.getX(), event.getY()).ifPresent(cell -> viewport.put(cell.address(), true));
        }
    }

    private void mouseClicked(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
            cellAt(event.getX(), event.getY()).ifPresent(cell -> followCaret());
        }
    }

    private void scrolled(ScrollEvent event) {
        if (event.getDeltaY() != 0) {
            viewport.scroll(event.getDeltaY() > 0 ? -WHEEL_ROWS : WHEEL_ROWS);
            event.consume();
        }
    }
}
