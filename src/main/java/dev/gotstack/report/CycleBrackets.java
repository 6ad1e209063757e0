package dev.gotstack.report;

import dev.gotstack.report.ChartSketch.Type;
import dev.gotstack.report.Label.Anchor;
import dev.gotstack.report.Label.Tone;
import dev.gotstack.stack.Cycle;
import dev.gotstack.stack.StackUsage;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Brackets beside the ruler around calls that repeat.
final class CycleBrackets {
    private static final double LABEL = 32;
    private static final double LINE = 13;

    private final ChartSketch sketch;
    private final StackUsage usage;
    private final StackRuler ruler;
    private final boolean narrow;
    private final List<Rectangle2D> taken = new ArrayList<>();

    /// @param narrow writes words below each other that stand in a line where there is room
    CycleBrackets(ChartSketch sketch, StackUsage usage, StackRuler ruler, boolean narrow) {
        this.narrow = narrow;
        this.sketch = sketch;
        this.usage = usage;
        this.ruler = ruler;
    }

    /// Width that brackets and their labels take beside the ruler; that of the guard page's label without any.
    double width() {
        return usage.cycles().stream()
                .mapToDouble(cycle -> sketch.u(6 + 7 + 8 + 2) + labelWidth(cycle))
                .reduce(sketch.u(8) + sketch.width(ReportText.of("chart.guard-page"), Type.SMALL), Math::max);
    }

    void lay() {
        var largestFirst = usage.cycles().stream()
                .sorted(Comparator.comparingLong(Cycle::bytes).reversed())
                .toList();
        largestFirst.forEach(this::bracket);
    }

    private void bracket(Cycle cycle) {
        var range = range(cycle);
        // What is inside or across a larger bracket would be drawn over it.
        if (range.isEmpty() || taken.stream().anyMatch(range::intersects)) {
            return;
        }
        var label = label(cycle, range);
        sketch.tip(range, describe(cycle));
        // Brackets that say nothing would only disquiet the picture.
        if (taken.stream().anyMatch(label::intersects)) {
            return;
        }
        taken.add(range);
        taken.add(label);
        draw(range);
        sketch.text(times(cycle), Type.NAME, Tone.INK, label.getX(), label.getY() + sketch.u(13), Anchor.START);
        double y = label.getY() + sketch.u(28);
        for (var line : each(cycle)) {
            sketch.text(line, Type.SMALL, Tone.MUTED, label.getX(), y, Anchor.START);
            y += sketch.u(LINE);
        }
        sketch.reach(label.getMaxX());
    }

    private void draw(Rectangle2D range) {
        double x = range.getX();
        double spine = range.getMaxX();
        sketch.line(x, range.getMinY(), spine, range.getMinY());
        sketch.line(spine, range.getMinY(), spine, range.getMaxY());
        sketch.line(x, range.getMaxY(), spine, range.getMaxY());
    }

    /// Room for times and bytes in the middle of the bracket.
    private Rectangle2D label(Cycle cycle, Rectangle2D range) {
        double width = labelWidth(cycle);
        double height = sketch.u(LABEL + LINE * (each(cycle).size() - 1));
        double highest = ruler.area().getMinY();
        double lowest = Math.max(highest, ruler.area().getMaxY() - height);
        double top = Math.clamp(range.getCenterY() - height / 2, highest, lowest);
        return new Rectangle2D.Double(range.getMaxX() + sketch.u(8), top, width, height);
    }

    private double labelWidth(Cycle cycle) {
        return each(cycle).stream()
                .mapToDouble(line -> sketch.width(line, Type.SMALL))
                .reduce(sketch.width(times(cycle), Type.NAME), Math::max);
    }

    private static String times(Cycle cycle) {
        return "×" + Words.number(cycle.rounds());
    }

    /// Bytes of one round, below each other where there is no room beside each other; a mean that had to be rounded is
    /// said to be one.
    private List<String> each(Cycle cycle) {
        var text = ReportText.of(
                isExact(cycle) ? "chart.cycle.each" : "chart.cycle.each-about", Words.bytes(cycle.bytesPerRound()));
        int last = text.lastIndexOf(' ');
        return narrow && last > 0 ? List.of(text.substring(0, last), text.substring(last + 1)) : List.of(text);
    }

    private static boolean isExact(Cycle cycle) {
        return cycle.bytesPerRound() * cycle.rounds() == cycle.bytes();
    }

    /// The bracket: as high as the frames of the cycle are on the ruler.
    private Rectangle2D range(Cycle cycle) {
        double top = Double.POSITIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < usage.slices().size(); i++) {
            int frame = usage.slices().get(i).frame();
            if (frame >= cycle.first() && frame < cycle.end()) {
                var slice = ruler.sliceArea(i);
                top = Math.min(top, slice.getMinY());
                bottom = Math.max(bottom, slice.getMaxY());
            }
        }
        double x = ruler.area().getMaxX() + sketch.u(6);
        return top < bottom
                ? new Rectangle2D.Double(x, top, sketch.u(7), bottom - top)
                : new Rectangle2D.Double(x, 0, 0, 0);
    }

    private static String describe(Cycle cycle) {
        return ReportText.of(
                isExact(cycle) ? "chart.cycle" : "chart.cycle-about",
                cycle.rounds(),
                Words.bytes(cycle.bytesPerRound()),
                Words.bytes(cycle.bytes()),
                PlainText.of(String.join(" → ", cycle.functions())));
    }
}
