package dev.gotstack.report;

import dev.gotstack.report.ChartLayout.Box;
import dev.gotstack.report.ChartLayout.Pointer;
import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.text.Bidi;

/// Draws a laid out chart: the one drawing routine for screen, PNG, SVG and PDF.
public final class ChartPainter {
    static final BasicStroke THIN = new BasicStroke(1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);
    static final BasicStroke HAIR = new BasicStroke(0.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);

    private static final String LEFT_TO_RIGHT = "\u200e";

    private final Graphics2D g;
    private final ChartStyle style;

    private ChartPainter(Graphics2D g, ChartStyle style) {
        this.g = g;
        this.style = style;
    }

    /// Draws `layout` at the origin of `g`, in units of its coordinates.
    public static void paint(Graphics2D g, ChartLayout layout, ChartStyle style) {
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        new ChartPainter(g, style).paint(layout);
    }

    private void paint(ChartLayout layout) {
        g.setPaint(style.paper());
        g.fill(new Rectangle2D.Double(0, 0, layout.width(), layout.height()));
        layout.boxes().forEach(box -> box(box, layout.unit()));
        layout.ruler().paint(g, style, layout.unit());
        g.setStroke(THIN);
        for (var line : layout.lines()) {
            g.setPaint(line.alarm() ? style.alarm() : style.line());
            g.draw(new Line2D.Double(line.x1(), line.y1(), line.x2(), line.y2()));
        }
        layout.pointers().forEach(this::pointer);
        layout.labels().forEach(this::label);
    }

    private void box(Box box, double unit) {
        var look = style.of(box.look());
        g.setPaint(look.fill());
        g.fill(box.area());
        PatternPainter.paint(g, look, box.area(), unit);
        if (box.area().getWidth() > 2) {
            g.setPaint(box.role() == ChartLayout.Role.SEGMENT ? style.paper() : look.mark());
            g.setStroke(HAIR);
            g.draw(box.area());
        }
    }

    private void pointer(Pointer pointer) {
        var triangle = new Path2D.Double();
        triangle.moveTo(pointer.x(), pointer.y());
        triangle.lineTo(pointer.x() - pointer.size(), pointer.y() - pointer.size() / 2);
        triangle.lineTo(pointer.x() - pointer.size(), pointer.y() + pointer.size() / 2);
        triangle.closePath();
        g.setPaint(style.alarm());
        g.fill(triangle);
    }

    private void label(Label label) {
        g.setPaint(style.of(label.tone()));
        if (g instanceof LabelDrawer drawer) {
            drawer.drawLabel(label);
            return;
        }
        // The page reads from left to right, also where a name starts with a letter that does not.
        String text = isLeftToRight(label.text()) ? label.text() : LEFT_TO_RIGHT + label.text();
        Font font = label.face().font(label.size(), label.text());
        double left = label.left();
        if (!font.getFamily().equals(Face.FAMILY)) {
            left = label.left(g.getFontMetrics(font).getStringBounds(text, g).getWidth());
        }
        g.setFont(font);
        g.drawString(text, (float) left, (float) label.baseline());
    }

    private static boolean isLeftToRight(String text) {
        return !Bidi.requiresBidi(text.toCharArray(), 0, text.length());
    }

    /// Graphics that place text by its anchor themselves, because whoever shows it may use another typeface.
    public interface LabelDrawer {
        void drawLabel(Label label);
    }
}
