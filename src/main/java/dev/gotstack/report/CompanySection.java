package dev.gotstack.report;

import dev.gotstack.report.ChartLayout.Role;
import dev.gotstack.report.ChartSketch.Type;
import dev.gotstack.report.Label.Anchor;
import dev.gotstack.report.Label.Tone;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// One bar for the whole stack, divided by company; below it, where there is room, a line of figures for each, else
/// the names that do not fit into the bar.
final class CompanySection {
    private static final double GAP = 14;
    private static final double HEAD = 22;
    private static final double BAR = 28;
    private static final double LEGEND = 20;
    private static final double SWATCH = 15;
    private static final double GUTTER = 14;
    private static final int MOST_LINES = 12;
    private static final int LEGEND_LINES = 2;
    private static final Look NONE = Looks.OTHERS;

    private final ChartSketch sketch;
    private final double left;
    private final double right;
    private final List<Part> parts;
    private final double scale;
    /// Lines of the legend: the parts whose segments are too small for their labels.
    private final List<List<Entry>> legend;

    CompanySection(ChartSketch sketch, ChartData data, Shares shares, Looks looks, double left, double right) {
        this.sketch = sketch;
        this.left = left;
        this.right = right;
        this.parts = parts(shares, looks);
        long shown = parts.stream().mapToLong(Part::bytes).sum();
        this.scale = (right - left) / Math.max(1, Math.max(shown, data.usage().size()));
        this.legend = legend();
    }

    /// Whether so much height is enough for a line of figures for each company.
    boolean hasRoom(double height) {
        return parts.size() <= MOST_LINES && height(true) <= height;
    }

    /// @param roomy whether each company gets a line of figures
    double height(boolean roomy) {
        if (parts.isEmpty()) {
            return 0;
        }
        int lines = roomy ? parts.size() : legend.size();
        return sketch.u(GAP + HEAD + BAR + LEGEND * lines + 2);
    }

    void lay(double top, boolean roomy) {
        if (parts.isEmpty()) {
            return;
        }
        double y = top + sketch.u(GAP);
        sketch.text(ReportText.of("chart.by-company"), Type.HEADING, Tone.INK, left, y + sketch.u(10), Anchor.START);
        y += sketch.u(HEAD);
        double x = left;
        for (var part : parts) {
            var segment = new Rectangle2D.Double(x, y, part.bytes * scale, sketch.u(BAR));
            segment(part, segment);
            x = segment.getMaxX();
        }
        y += sketch.u(BAR);
        if (roomy) {
            figures(y);
        } else {
            names(y);
        }
    }

    private void names(double top) {
        double y = top;
        for (var line : legend) {
            for (var entry : line) {
                entry(entry, y);
            }
            y += sketch.u(LEGEND);
        }
    }

    /// A table: name, share, frames and the largest of them.
    private void figures(double top) {
        double names = 0;
        double shares = 0;
        for (var part : parts) {
            names = Math.max(names, sketch.width(part.name, Type.SMALL));
            shares = Math.max(shares, sketch.width(part.share(), Type.SMALL));
        }
        double name = left + sketch.u(SWATCH);
        names = Math.min(names, longestName());
        double share = name + names + sketch.u(GUTTER);
        double rest = share + shares + sketch.u(GUTTER);
        double y = top;
        for (var part : parts.stream()
                .sorted(Comparator.comparingLong(Part::bytes).reversed())
                .toList()) {
            double baseline = y + sketch.u(LEGEND) * 0.6 + sketch.u(3.8);
            swatch(part, left, y);
            sketch.text(part.name, Type.SMALL, Tone.INK, name, baseline, Anchor.START, names);
            sketch.text(part.share(), Type.SMALL, Tone.INK, share, baseline, Anchor.START);
            sketch.text(part.figures, Type.SMALL, Tone.MUTED, rest, baseline, Anchor.START, right - rest);
            y += sketch.u(LEGEND);
        }
    }

    private void swatch(Part part, double x, double top) {
        double side = sketch.u(10);
        double middle = top + sketch.u(LEGEND) * 0.6;
        sketch.box(Role.SWATCH, new Rectangle2D.Double(x, middle - side / 2, side, side), part.look);
    }

    private void segment(Part part, Rectangle2D segment) {
        boolean labelled = fits(part);
        // A pattern behind the label would make it hard to read; that of free bytes is pale enough.
        sketch.box(Role.SEGMENT, segment, labelled && !part.look.equals(Looks.FREE) ? part.look.plain() : part.look);
        sketch.tip(segment, part.label() + ", " + Words.bytes(part.bytes));
        if (labelled) {
            double baseline = segment.getCenterY() + sketch.u(4.4);
            label(
                    part,
                    Type.HEADING,
                    tone(part.look),
                    segment.getX() + sketch.u(8),
                    baseline,
                    Double.POSITIVE_INFINITY);
        }
    }

    private static Tone tone(Look look) {
        if (look.equals(Looks.FREE)) {
            return Tone.INK;
        }
        return look.isDark() ? Tone.ON_DARK : Tone.ON_LIGHT;
    }

    private void entry(Entry entry, double top) {
        double middle = top + sketch.u(LEGEND) * 0.6;
        if (entry.part.look != NONE) {
            swatch(entry.part, entry.x, top);
        }
        label(entry.part, Type.SMALL, Tone.INK, entry.x + sketch.u(SWATCH), middle + sketch.u(3.8), longestName());
    }

    /// Name and percent as two texts: a name in letters that read from the right would draw the number to its left, and
    /// an elided name shall not swallow it.
    private void label(Part part, Type type, Tone tone, double x, double baseline, double longest) {
        sketch.text(part.name, type, tone, x, baseline, Anchor.START, longest);
        double behind = x + Math.min(longest, sketch.width(part.name, type)) + sketch.width(" ", type);
        sketch.text(part.percent, type, tone, behind, baseline, Anchor.START);
    }

    private double longestName() {
        return (right - left) * 0.45;
    }

    private boolean fits(Part part) {
        return sketch.width(part.label(), Type.HEADING) + sketch.u(16) <= part.bytes * scale;
    }

    private List<List<Entry>> legend() {
        var lines = new ArrayList<List<Entry>>();
        var small = parts.stream()
                .filter(part -> part.bytes > 0 && !fits(part))
                .sorted(Comparator.comparingLong(Part::bytes).reversed())
                .toList();
        double x = right + 1;
        for (int i = 0; i < small.size(); i++) {
            double width = width(small.get(i));
            boolean last = lines.size() == LEGEND_LINES;
            double more = last && i < small.size() - 1 ? sketch.u(70) : 0;
            if (x + width + more > right) {
                if (last) {
                    var rest = new Part(ReportText.of("chart.more", Words.number(small.size() - i)), NONE, 0, "", "");
                    lines.getLast().add(new Entry(rest, x - sketch.u(SWATCH)));
                    break;
                }
                lines.add(new ArrayList<>());
                x = left;
            }
            lines.getLast().add(new Entry(small.get(i), x));
            x += width + sketch.u(16);
        }
        return lines;
    }

    private double width(Part part) {
        return sketch.u(SWATCH)
                + Math.min(longestName(), sketch.width(part.name, Type.SMALL))
                + sketch.width(" " + part.percent, Type.SMALL);
    }

    private static List<Part> parts(Shares shares, Looks looks) {
        var parts = new ArrayList<Part>();
        for (var group : shares.groups()) {
            String percent = Words.percent(group.percent(), group.bytes());
            var portion = Portions.company(group, looks.of(group));
            parts.add(new Part(group.name(), looks.of(group), group.bytes(), percent, portion.figures()));
        }
        if (shares.free() > 0) {
            String percent = Words.percent(shares.freePercent(), shares.free());
            parts.add(new Part(
                    ReportText.of("chart.free"),
                    Looks.FREE,
                    shares.free(),
                    percent,
                    ReportText.of("chart.never-used")));
        }
        return parts;
    }

    private record Part(String name, Look look, long bytes, String percent, String figures) {
        String share() {
            return percent + " · " + Words.bytes(bytes);
        }

        String label() {
            return name + " " + percent;
        }
    }

    private record Entry(Part part, double x) {}
}
