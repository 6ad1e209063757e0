package dev.gotstack.report;

import dev.gotstack.stack.Slice;
import dev.gotstack.stack.StackUsage;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// A stack drawn to scale in a rectangle: its base on top, its limit at the bottom, every slice where it lies.
///
/// Usable alone: the window draws it in a pane and asks it what is under the mouse.
public final class StackRuler {
    /// Slices at least this high are divided by a thin line.
    private static final double DIVIDED = 3;

    private final StackUsage usage;
    private final List<Look> looks;
    private final Rectangle2D area;

    /// @param area in the coordinates it shall be drawn in
    public StackRuler(StackUsage usage, Rectangle2D area) {
        this(usage, looks(usage, Looks.of(usage)), area);
    }

    /// @param looks one for each slice
    StackRuler(StackUsage usage, List<Look> looks, Rectangle2D area) {
        this.usage = usage;
        this.looks = looks;
        this.area = area;
    }

    public Rectangle2D area() {
        return area;
    }

    /// Where an address is; those outside the stack are put at its nearer end.
    public double y(long va) {
        double part = usage.size() <= 0 ? 0 : (double) (va - usage.limit()) / usage.size();
        return area.getMaxY() - Math.clamp(part, 0, 1) * area.getHeight();
    }

    /// The rectangle of a slice, by its index in [StackUsage#slices].
    public Rectangle2D sliceArea(int slice) {
        var bytes = usage.slices().get(slice);
        double top = y(bytes.end());
        return new Rectangle2D.Double(area.getX(), top, area.getWidth(), y(bytes.start()) - top);
    }

    /// Index of the slice at a height, if there is one.
    public OptionalInt sliceAt(double y) {
        int low = 0;
        int high = usage.slices().size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            var slice = sliceArea(middle);
            if (y < slice.getMinY()) {
                low = middle + 1;
            } else if (y >= slice.getMaxY()) {
                high = middle - 1;
            } else {
                return OptionalInt.of(middle);
            }
        }
        return OptionalInt.empty();
    }

    /// What a slice is, in one line, for a tip: `hogflt!HogFltPassThrough: 150 bytes at b8ae8f10`.
    public String describe(int slice) {
        var bytes = usage.slices().get(slice);
        return ReportText.of("chart.slice", name(bytes), Words.bytes(bytes.bytes()), Words.address(bytes.start()));
    }

    private static String name(Slice slice) {
        String function = PlainText.of(slice.name().local());
        String module = PlainText.of(slice.module());
        if (function.isEmpty() || module.isEmpty()) {
            String words = module + PlainText.of(slice.words().local());
            return words.isEmpty() ? ReportText.of("name.no-owner") : words;
        }
        return function.equals(module) || function.startsWith(module + "!") ? function : module + "!" + function;
    }

    /// Draws nothing but the ruler. Changes the paint and stroke of `g`, nothing else.
    public void paint(Graphics2D g, ChartStyle style) {
        paint(g, style, 1);
    }

    /// @param unit how large patterns are
    void paint(Graphics2D g, ChartStyle style, double unit) {
        g.setPaint(style.gap());
        g.fill(area);
        // From the base down, each a little too long: the next one covers the excess, and no gap shines through.
        for (int i = usage.slices().size() - 1; i >= 0; i--) {
            var slice = sliceArea(i);
            double excess = i == 0 ? 0 : Math.min(0.75, area.getMaxY() - slice.getMaxY());
            if (slice.getHeight() > 0) {
                g.setPaint(style.of(look(i)).fill());
                g.fill(new Rectangle2D.Double(
                        slice.getX(), slice.getY(), slice.getWidth(), slice.getHeight() + excess));
            }
        }
        paintPatterns(g, style, unit);
        paintDivisions(g, style);
        g.setPaint(style.line());
        g.setStroke(ChartPainter.THIN);
        g.draw(area);
    }

    private void paintPatterns(Graphics2D g, ChartStyle style, double unit) {
        for (int first = usage.slices().size() - 1; first >= 0; ) {
            // Neighbours that look alike are marked at once: marks need room to be seen.
            int last = first;
            while (last > 0 && look(last - 1).equals(look(first))) {
                last--;
            }
            double top = sliceArea(first).getMinY();
            double bottom = sliceArea(last).getMaxY();
            var run = new Rectangle2D.Double(area.getX(), top, area.getWidth(), bottom - top);
            PatternPainter.paint(g, style.of(look(first)), run, unit);
            first = last - 1;
        }
    }

    private void paintDivisions(Graphics2D g, ChartStyle style) {
        g.setPaint(style.gap());
        g.setStroke(ChartPainter.HAIR);
        var rounds = rounds();
        for (int i = 1; i < usage.slices().size(); i++) {
            var upper = sliceArea(i);
            boolean both = upper.getHeight() >= DIVIDED && sliceArea(i - 1).getHeight() >= DIVIDED;
            if ((both || rounds.contains(i)) && isUsed(usage.slices().get(i))) {
                g.draw(new Line2D.Double(area.getMinX(), upper.getMaxY(), area.getMaxX(), upper.getMaxY()));
            }
        }
    }

    /// Slices above which a round of a cycle ends whose frames are too low to be divided one by one, but which is high
    /// enough itself: so many small calls still show that they are many.
    private Set<Integer> rounds() {
        var ends = new HashSet<Integer>();
        for (var cycle : usage.cycles()) {
            double height = usage.size() <= 0 ? 0 : (double) cycle.bytesPerRound() / usage.size() * area.getHeight();
            if (height < 2 * DIVIDED) {
                continue;
            }
            for (int i = 1; i < usage.slices().size(); i++) {
                int frame = usage.slices().get(i).frame();
                boolean first = frame >= cycle.first() && frame <= cycle.end();
                if (first && (frame - cycle.first()) % cycle.period() == 0 && opens(i)) {
                    ends.add(i);
                }
            }
        }
        return ends;
    }

    /// Whether a slice is the first one of its frame.
    private boolean opens(int slice) {
        return usage.slices().get(slice - 1).frame()
                != usage.slices().get(slice).frame();
    }

    private static boolean isUsed(Slice slice) {
        return slice.owner() != Slice.Owner.FREE;
    }

    private Look look(int slice) {
        return looks.get(slice);
    }

    static List<Look> looks(StackUsage usage, Looks looks) {
        return usage.slices().stream().map(looks::of).toList();
    }
}
