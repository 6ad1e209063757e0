package dev.gotstack.report;

import dev.gotstack.report.ChartSketch.Type;
import dev.gotstack.report.Label.Anchor;
import dev.gotstack.report.Label.Tone;
import java.awt.geom.Rectangle2D;
import java.util.List;

/// Title and facts on top, what-if and footer at the bottom.
final class HeaderSection {
    /// Part of the width that running text takes. An SVG is shown in a typeface of the machine; where none of the usual
    /// ones is there, the one in their place is up to a sixth wider, and the page would cut what runs to its edge.
    private static final double SAFE = 0.85;

    private static final int TITLE_LINES = 2;
    private static final int FACT_LINES = 3;
    private static final int CAPTION_LINES = 6;
    private static final int SENTENCE_LINES = 2;

    private final ChartSketch sketch;
    private final ChartData data;

    HeaderSection(ChartSketch sketch, ChartData data) {
        this.sketch = sketch;
        this.data = data;
    }

    /// Lays them on the page.
    ///
    /// @return what is left between them
    Rectangle2D lay(Rectangle2D page) {
        double y = page.getY() + sketch.u(Type.TITLE.size() * 0.6);
        y = lines(page, y, Type.TITLE, Tone.INK, wrap(data.title(), Type.TITLE, page, TITLE_LINES));
        y += sketch.u(2);
        // Facts that fit are set one after the other, as one would speak.
        var facts = wrap(String.join(" ", data.subtitle()), Type.SUBTITLE, page, FACT_LINES);
        y = lines(page, y, Type.SUBTITLE, Tone.MUTED, facts);
        double top = y + sketch.u(10);
        double bottom = page.getMaxY();
        if (!data.footer().isBlank()) {
            sketch.text(data.footer(), Type.SMALL, Tone.MUTED, page.getX(), bottom, Anchor.START, page.getWidth());
            bottom -= sketch.u(Type.SMALL.size() + 14);
        }
        bottom = caption(page, bottom);
        return new Rectangle2D.Double(page.getX(), top, page.getWidth(), bottom - top);
    }

    /// @return where it starts
    private double caption(Rectangle2D page, double bottom) {
        var lines = data.caption().stream()
                .flatMap(sentence -> wrap(sentence, Type.VALUE, page, SENTENCE_LINES).stream())
                .limit(CAPTION_LINES)
                .toList();
        if (lines.isEmpty()) {
            return bottom;
        }
        double top = bottom - sketch.leading(Type.VALUE) * lines.size();
        sketch.text(ReportText.of("chart.what-if"), Type.HEADING, Tone.INK, page.getX(), top, Anchor.START);
        lines(page, top + sketch.leading(Type.VALUE), Type.VALUE, Tone.INK, lines);
        return top - sketch.u(Type.HEADING.size() + 14);
    }

    private List<String> wrap(String text, Type type, Rectangle2D page, int most) {
        double width = page.getWidth() * SAFE;
        return type.face().wrap(PlainText.of(text), sketch.u(type.size()), width, most);
    }

    private double lines(Rectangle2D page, double top, Type type, Tone tone, List<String> lines) {
        double baseline = top;
        for (String line : lines) {
            sketch.text(line, type, tone, page.getX(), baseline, Anchor.START);
            baseline += sketch.leading(type);
        }
        return baseline;
    }
}
