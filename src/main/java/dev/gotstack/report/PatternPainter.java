package dev.gotstack.report;

import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/// Draws patterns as lines and dots, not as textures: they stay sharp in SVG and PDF, and run on across slices.
final class PatternPainter {
    private static final double STEP = 6;
    private static final double DOT = 2;

    private PatternPainter() {}

    /// @param unit how large the pattern is; 1 for a page of ordinary size
    static void paint(Graphics2D g, Look look, Rectangle2D area, double unit) {
        if (look.pattern() == Look.Pattern.PLAIN || area.getHeight() <= 0 || area.getWidth() <= 0) {
            return;
        }
        var marks = new Path2D.Double();
        double step = STEP * unit;
        switch (look.pattern()) {
            case PLAIN -> {}
            case RISING -> slanted(marks, area, step, 1);
            case FALLING -> slanted(marks, area, step, -1);
            case UPRIGHT -> upright(marks, area, step);
            case DOTS -> dots(marks, area, step * 0.75, DOT * unit);
        }
        g.setPaint(look.mark());
        if (look.pattern() == Look.Pattern.DOTS) {
            g.fill(marks);
        } else {
            g.setStroke(ChartPainter.THIN);
            g.draw(marks);
        }
    }

    /// Lines x ± y = n · step, cut at the edges by arithmetic: a clip for each slice would swell the files.
    private static void slanted(Path2D marks, Rectangle2D area, double step, int sign) {
        double first = Math.min(area.getMinX() + sign * area.getMinY(), area.getMinX() + sign * area.getMaxY());
        double last = Math.max(area.getMaxX() + sign * area.getMinY(), area.getMaxX() + sign * area.getMaxY());
        for (double c = Math.ceil(first / step) * step; c <= last; c += step) {
            double a = (c - area.getMinX()) * sign;
            double b = (c - area.getMaxX()) * sign;
            double top = Math.max(area.getMinY(), Math.min(a, b));
            double bottom = Math.min(area.getMaxY(), Math.max(a, b));
            if (bottom - top > 0.01) {
                marks.moveTo(c - sign * top, top);
                marks.lineTo(c - sign * bottom, bottom);
            }
        }
    }

    private static void upright(Path2D marks, Rectangle2D area, double step) {
        for (double x = area.getMinX() + step / 2; x < area.getMaxX(); x += step) {
            marks.moveTo(x, area.getMinY());
            marks.lineTo(x, area.getMaxY());
        }
    }

    /// Dots in staggered rows; an area too low for a row gets one of smaller dots.
    private static void dots(Path2D marks, Rectangle2D area, double step, double size) {
        int rows = (int) Math.max(1, Math.floor(area.getHeight() / step));
        double pitch = area.getHeight() / rows;
        double dot = Math.min(size, area.getHeight() * 0.6);
        for (int row = 0; row < rows; row++) {
            double y = area.getMinY() + (row + 0.5) * pitch;
            for (double x = area.getMinX() + (row % 2 == 0 ? 0.5 : 1) * step;
                    x + dot / 2 <= area.getMaxX();
                    x += step) {
                marks.append(new Ellipse2D.Double(x - dot / 2, y - dot / 2, dot, dot), false);
            }
        }
    }
}
