package dev.gotstack.report;

import dev.gotstack.report.ChartLayout.Role;
import dev.gotstack.report.ChartSketch.Type;
import dev.gotstack.report.Label.Anchor;
import dev.gotstack.report.Label.Tone;
import dev.gotstack.report.Shares.Share;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/// Bars by module, most bytes first, and what is free.
final class ModuleSection {
    private static final double HEAD = 24;
    private static final double LOWEST_ROW = 34;
    private static final double HIGHEST_ROW = 62;
    private static final double GAP = 12;
    /// Width of the names, as part of the panel.
    private static final double NAMES = 0.24;

    private final ChartSketch sketch;
    private final Shares shares;
    private final Looks looks;

    private final Rectangle2D panel;
    private final double names;

    ModuleSection(ChartSketch sketch, Shares shares, Looks looks, Rectangle2D panel) {
        this.sketch = sketch;
        this.shares = shares;
        this.looks = looks;
        this.panel = panel;
        double widest = rows(Integer.MAX_VALUE).stream()
                .mapToDouble(row -> Math.max(sketch.width(row.name, Type.NAME), sketch.width(row.company, Type.SMALL)))
                .max()
                .orElse(0);
        this.names = Math.min(widest, panel.getWidth() * NAMES);
    }

    /// Where the bars start; what follows below is aligned with them.
    double bars() {
        return panel.getX() + names + sketch.u(GAP);
    }

    /// Height below which modules would have to be folded.
    double least() {
        return sketch.u(HEAD) + rows(Integer.MAX_VALUE).size() * sketch.u(LOWEST_ROW);
    }

    /// @param reserved height to leave free at the bottom of the panel
    /// @return where the bars end
    double lay(double reserved) {
        double top = panel.getY() + sketch.u(HEAD);
        double room = panel.getMaxY() - reserved - top;
        var rows = rows((int) (room / sketch.u(LOWEST_ROW)));
        double height =
                rows.isEmpty() ? 0 : Math.clamp(room / rows.size(), sketch.u(LOWEST_ROW), sketch.u(HIGHEST_ROW));
        var columns = columns(rows, Math.clamp(height * 0.4, sketch.u(14), sketch.u(22)));
        sketch.text(
                ReportText.of("chart.by-module"),
                Type.HEADING,
                Tone.INK,
                columns.bars,
                panel.getY() + sketch.u(10),
                Anchor.START);
        double y = top;
        for (var row : rows) {
            row(row, columns, y);
            y += height;
        }
        return y;
    }

    /// As many rows as there is room for; the last ones tell what was folded and what is free.
    private List<Row> rows(int room) {
        var modules = shares.modules();
        int extra = shares.free() > 0 ? 1 : 0;
        int shown = Math.min(modules.size(), Math.min(Looks.SHOWN, room - extra));
        if (shown < modules.size()) {
            shown = Math.max(1, Math.min(shown, room - extra - 1));
        }
        var rows = new ArrayList<Row>();
        modules.stream().limit(shown).forEach(share -> rows.add(row(share)));
        if (shown < modules.size()) {
            rows.add(folded(modules.subList(shown, modules.size())));
        }
        if (extra > 0) {
            String percent = Words.percent(shares.freePercent(), shares.free());
            rows.add(new Row(
                    ReportText.of("chart.free"),
                    "",
                    Looks.FREE,
                    shares.free(),
                    percent,
                    ReportText.of("chart.never-used")));
        }
        return rows;
    }

    private Row row(Share share) {
        var portion = Portions.module(share, looks.of(share));
        return new Row(
                portion.name(),
                portion.detail(),
                portion.look(),
                portion.bytes(),
                Words.percent(portion.percent(), portion.bytes()),
                portion.figures());
    }

    private static Row folded(List<Share> rest) {
        long bytes = rest.stream()
                .mapToLong(share -> Math.max(0, share.module().bytes()))
                .sum();
        int percent = rest.stream().mapToInt(Share::percent).sum();
        int frames = rest.stream().mapToInt(share -> share.module().frames()).sum();
        return new Row(
                ReportText.of("chart.more", Words.number(rest.size())),
                "",
                Looks.OTHERS,
                bytes,
                Words.percent(percent, bytes),
                Words.count(frames, "frame"));
    }

    private Columns columns(List<Row> rows, double thick) {
        double values = 0;
        long most = 1;
        for (var row : rows) {
            values = Math.max(values, sketch.width(row.value(), Type.VALUE));
            most = Math.max(most, row.bytes);
        }
        double longest = panel.getMaxX() - bars() - sketch.u(10) - values;
        return new Columns(names, bars(), panel.getMaxX(), thick, Math.max(sketch.u(20), longest) / most);
    }

    private void row(Row row, Columns columns, double top) {
        double thick = columns.thick;
        var bar = new Rectangle2D.Double(columns.bars, top, row.bytes * columns.scale, thick);
        double baseline = top + thick * 0.5 + sketch.u(4.6);
        double below = top + thick + sketch.u(3 + Type.SMALL.size() * 0.9);
        double end = columns.bars - sketch.u(GAP);
        sketch.box(Role.BAR, bar, row.look);
        sketch.text(row.name, Type.NAME, Tone.INK, end, baseline, Anchor.END, columns.names);
        sketch.text(row.company, Type.SMALL, Tone.MUTED, end, below, Anchor.END, columns.names);
        sketch.text(row.value(), Type.VALUE, Tone.INK, bar.getMaxX() + sketch.u(10), baseline, Anchor.START);
        sketch.text(
                row.details, Type.SMALL, Tone.MUTED, columns.bars, below, Anchor.START, columns.right - columns.bars);
    }

    private record Row(String name, String company, Look look, long bytes, String percent, String details) {
        String value() {
            return Words.bytes(bytes) + " · " + percent;
        }
    }

    /// @param names width of the names
    /// @param bars where bars start
    /// @param right where the panel ends
    /// @param thick height of a bar
    /// @param scale width of a byte
    private record Columns(double names, double bars, double right, double thick, double scale) {}
}
