package dev.gotstack.ui.memory;

import dev.gotstack.ui.control.Places;
import dev.gotstack.ui.memory.Row.Cell;
import dev.gotstack.ui.memory.Row.Kind;
import dev.gotstack.ui.theme.Palette;
import java.util.stream.Collectors;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.TextAlignment;

/// Draws rows of memory.
final class HexPainter {
    private static final double HATCH = 8;

    private final GraphicsContext g;
    private final Palette palette;
    private final Columns columns;
    private final double width;
    private final double height;

    HexPainter(GraphicsContext g, Palette palette, Columns columns, double width, double height) {
        this.g = g;
        this.palette = palette;
        this.columns = columns;
        this.width = width;
        this.height = height;
    }

    void clear() {
        g.setFill(palette.background());
        g.fillRect(0, 0, width, height);
    }

    void paint(Sheet sheet) {
        clear();
        g.setTextBaseline(VPos.CENTER);
        hatchGuardPage(sheet);
        for (int i = 0; i < sheet.rows().size(); i++) {
            fills(sheet, sheet.rows().get(i), columns.rowY(i));
        }
        frameBar(sheet);
        g.setFont(Columns.FONT);
        for (int i = 0; i < sheet.rows().size(); i++) {
            text(sheet.rows().get(i), sheet.reasons().get(i), columns.rowY(i) + Columns.ROW / 2);
        }
        for (int i = 0; i < sheet.rows().size(); i++) {
            outlines(sheet, sheet.rows().get(i), columns.rowY(i));
        }
        frameName(sheet);
    }

    private void hatchGuardPage(Sheet sheet) {
        int first = -1;
        for (int i = 0; i <= sheet.rows().size(); i++) {
            boolean guard = i < sheet.rows().size()
                    && sheet.rows().get(i).cells().getFirst().kind() == Kind.GUARD;
            if (guard && first < 0) {
                first = i;
            } else if (!guard && first >= 0) {
                hatch(columns.addressX() - 4, columns.rowY(first), columns.rowY(i));
                first = -1;
            }
        }
    }

    private void hatch(double left, double top, double bottom) {
        double right = Math.min(width, columns.notes() ? columns.end(columns.characters()) : columns.cellsEnd() + 4);
        g.save();
        g.beginPath();
        g.rect(left, top, right - left, bottom - top);
        g.clip();
        // Faint enough for text on it to keep a contrast of 4.5:1.
        g.setFill(faded(palette.guard(), 0.03));
        g.fillRect(left, top, right - left, bottom - top);
        g.setStroke(faded(palette.guard(), palette.dark() ? 0.16 : 0.09));
        g.setLineWidth(3);
        g.setLineCap(StrokeLineCap.BUTT);
        double tall = bottom - top;
        for (double x = left - tall; x < right + HATCH; x += HATCH) {
            g.strokeLine(x, bottom, x + tall, top);
        }
        g.restore();
        g.setStroke(faded(palette.guard(), 0.6));
        g.setLineWidth(1);
        g.strokeRect(left + 0.5, top + 0.5, right - left - 1, tall - 1);
    }

    private void fills(Sheet sheet, Row row, double y) {
        fill(sheet.marked(), row, y, palette.selection());
        if (sheet.selected().length() > row.cells().getFirst().size()) {
            fill(sheet.selected(), row, y, faded(palette.accent(), palette.dark() ? 0.22 : 0.13));
        }
    }

    private void fill(Span span, Row row, double y, Color color) {
        int first = -1;
        for (int i = 0; i <= row.cells().size(); i++) {
            boolean in = i < row.cells().size()
                    && span.touches(
                            row.cells().get(i).address(), row.cells().get(i).size());
            if (in && first < 0) {
                first = i;
            } else if (!in && first >= 0) {
                double left = columns.cellX(first) - columns.advance() / 2;
                double right = columns.cellX(i - 1) + columns.cellWidth() + columns.advance() / 2;
                g.setFill(color);
                g.fillRect(left, y, right - left, Columns.ROW);
                first = -1;
            }
        }
    }

    private void text(Row row, String reason, double middle) {
        g.setFill(palette.muted());
        g.fillText(address(row.address()), columns.addressX(), middle);
        for (int i = 0; i < row.cells().size(); i++) {
            cell(row.cells().get(i), columns.cellX(i), middle);
        }
        if (columns.notes()) {
            note(row, reason, middle);
        }
    }

    private String address(long va) {
        return Places.address(va, columns.addressDigits());
    }

    private void cell(Cell cell, double x, double middle) {
        g.setFill(color(cell));
        g.fillText(cell.digits(), x, middle);
        if (cell.kind() == Kind.CODE) {
            g.setStroke(palette.code());
            g.setLineWidth(1);
            double line = Math.floor(middle + 6) + 0.5;
            g.strokeLine(x, line, x + columns.cellWidth(), line);
        }
    }

    private Color color(Cell cell) {
        return switch (cell.kind()) {
            case CODE -> palette.code();
            case GUARD -> palette.guard();
            case MISSING -> palette.missing();
            case DATA -> cell.value() == 0 ? palette.muted() : palette.text();
        };
    }

    private void note(Row row, String reason, double middle) {
        var kind = row.cells().getFirst().kind();
        boolean pointer = row.cells().size() == 1;
        if (!reason.isEmpty()) {
            g.setFill(kind == Kind.GUARD ? palette.guard() : palette.missing());
            g.fillText(reason, columns.noteX(), middle);
        } else if (kind != Kind.MISSING) {
            g.setFill(
                    kind == Kind.GUARD
                            ? palette.guard()
                            : pointer ? color(row.cells().getFirst()) : palette.muted());
            g.fillText(row.note(), columns.noteX(), middle);
        }
    }

    private void outlines(Sheet sheet, Row row, double y) {
        var here = sheet.markers().stream()
                .filter(marker -> marker.in(row.address(), length(row)))
                .toList();
        for (var marker : here) {
            outline(row, marker.address(), y, color(marker));
        }
        if (!here.isEmpty()) {
            label(here, y);
        }
        if (sheet.caret() - row.address() >= 0 && sheet.caret() - row.address() < length(row)) {
            caret(row, sheet.caret(), y, sheet.focused());
        }
    }

    private static long length(Row row) {
        return (long) row.cells().size() * row.cells().getFirst().size();
    }

    private void outline(Row row, long address, double y, Color color) {
        int cell = (int) ((address - row.address()) / row.cells().getFirst().size());
        g.setStroke(color);
        g.setLineWidth(1.5);
        double x = columns.cellX(cell) - columns.advance() / 2 + 0.5;
        g.strokeRoundRect(x, y + 1, columns.cellWidth() + columns.advance() - 1, Columns.ROW - 2, 4, 4);
    }

    /// Inside a marker's outline, so that both can be seen.
    private void caret(Row row, long address, double y, boolean focused) {
        int cell = (int) ((address - row.address()) / row.cells().getFirst().size());
        g.setStroke(focused ? palette.accent() : palette.muted());
        g.setLineWidth(focused ? 2 : 1);
        g.strokeRect(columns.cellX(cell) - 1.5, y + 3, columns.cellWidth() + 3, Columns.ROW - 6);
    }

    private Color color(Marker marker) {
        return marker.outside() ? palette.guard() : palette.accent();
    }

    private void label(java.util.List<Marker> markers, double y) {
        var text = markers.stream().map(Marker::label).collect(Collectors.joining(" "));
        if (text.length() > columns.gutterCharacters()) {
            text = markers.getFirst().label() + " +" + (markers.size() - 1);
        }
        g.setFont(Columns.LABEL);
        g.setFill(color(markers.getFirst()));
        g.setTextAlign(TextAlignment.RIGHT);
        double middle = y + Columns.ROW / 2;
        double tip = columns.addressX() - 5;
        g.fillText(text, tip - 8, middle);
        g.fillPolygon(new double[] {tip - 5, tip - 5, tip}, new double[] {middle - 4, middle + 4, middle}, 3);
        g.setTextAlign(TextAlignment.LEFT);
        g.setFont(Columns.FONT);
    }

    private void frameBar(Sheet sheet) {
        for (int i = 0; i < sheet.rows().size(); i++) {
            var row = sheet.rows().get(i);
            if (sheet.frame().touches(row.address(), length(row))) {
                g.setFill(palette.accent());
                g.fillRect(columns.addressX() - 4, columns.rowY(i), 2, Columns.ROW);
            }
        }
    }

    /// Names the selected frame right of its first visible row, if there is room for it.
    private void frameName(Sheet sheet) {
        double left = columns.end(columns.characters()) + 12;
        for (int i = 0; i < sheet.rows().size() && columns.cells() > 1; i++) {
            var row = sheet.rows().get(i);
            boolean fits = left + sheet.frameName().length() * columns.advance() <= width;
            if (fits && sheet.frame().touches(row.address(), length(row))) {
                g.setFill(palette.accent());
                g.fillText("◂ " + sheet.frameName(), left, columns.rowY(i) + Columns.ROW / 2);
                return;
            }
        }
    }

    private static Color faded(Color color, double opacity) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), opacity);
    }
}
