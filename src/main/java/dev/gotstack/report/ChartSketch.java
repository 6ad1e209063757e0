package dev.gotstack.report;

import dev.gotstack.report.ChartLayout.Box;
import dev.gotstack.report.ChartLayout.Line;
import dev.gotstack.report.ChartLayout.Pointer;
import dev.gotstack.report.ChartLayout.Role;
import dev.gotstack.report.ChartLayout.Tip;
import dev.gotstack.report.Label.Anchor;
import dev.gotstack.report.Label.Tone;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/// A layout in the making: its sections put their shapes and texts here.
final class ChartSketch {
    private final double unit;
    private final List<Box> boxes = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final List<Pointer> pointers = new ArrayList<>();
    private final List<Label> labels = new ArrayList<>();
    private final List<Tip> tips = new ArrayList<>();
    private double right;

    ChartSketch(double unit) {
        this.unit = unit;
    }

    /// A length on a page of ordinary size, on this page.
    double u(double length) {
        return length * unit;
    }

    /// How far the left part of the page reaches.
    double right() {
        return right;
    }

    void reach(double x) {
        right = Math.max(right, x);
    }

    void box(Role role, Rectangle2D area, Look look) {
        boxes.add(new Box(role, area, look));
    }

    void line(double x1, double y1, double x2, double y2) {
        lines.add(new Line(x1, y1, x2, y2, false));
    }

    void leader(double x1, double y1, double x2, double y2) {
        lines.add(new Line(x1, y1, x2, y2, true));
    }

    void pointer(double x, double y) {
        pointers.add(new Pointer(x, y, u(9)));
    }

    void tip(Rectangle2D area, String text) {
        tips.add(new Tip(area, text));
    }

    /// Puts down one line of text.
    void text(String text, Type type, Tone tone, double x, double baseline, Anchor anchor) {
        labels.add(new Label(text, tone, type.face(), u(type.size()), x, baseline, anchor, text));
    }

    /// The same, elided to fit `width`; what is cut off is told by a tip.
    void text(String text, Type type, Tone tone, double x, double baseline, Anchor anchor, double width) {
        String plain = PlainText.of(text);
        String fitted = type.face().fit(plain, u(type.size()), width);
        var label = new Label(fitted, tone, type.face(), u(type.size()), x, baseline, anchor, plain);
        labels.add(label);
        if (label.isElided()) {
            tip(label.bounds(), plain);
        }
    }

    double width(String text, Type type) {
        return type.face().width(text, u(type.size()));
    }

    /// Distance of the baselines of two lines.
    double leading(Type type) {
        return u(type.size()) * Label.LEADING;
    }

    ChartLayout finish(double width, double height, StackRuler ruler) {
        labels.removeIf(label -> label.text().isEmpty());
        return new ChartLayout(
                width,
                height,
                unit,
                ruler,
                List.copyOf(boxes),
                List.copyOf(lines),
                List.copyOf(pointers),
                List.copyOf(labels),
                List.copyOf(tips));
    }

    /// The few sizes of type on a chart.
    enum Type {
        TITLE(24, Face.BOLD),
        SUBTITLE(14, Face.REGULAR),
        HEADING(13, Face.BOLD),
        NAME(13.5, Face.BOLD),
        VALUE(13, Face.REGULAR),
        SMALL(11, Face.REGULAR),
        MARK(11, Face.BOLD);

        private final double size;
        private final Face face;

        Type(double size, Face face) {
            this.size = size;
            this.face = face;
        }

        double size() {
            return size;
        }

        Face face() {
            return face;
        }
    }
}
