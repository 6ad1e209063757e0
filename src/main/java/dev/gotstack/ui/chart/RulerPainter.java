package dev.gotstack.ui.chart;

import dev.gotstack.report.ChartLayout;
import dev.gotstack.report.ChartPainter;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Rectangle2D;

/// Paints the ruler: the chart's own painter, and over it what is selected and what is pointed out.
final class RulerPainter {
    private static final int VEIL = 200;
    private static final double LOWEST = 3;

    private final ChartSurface surface;
    private final ChartLayout layout;
    private final RulerView view;

    RulerPainter(ChartSurface surface, ChartLayout layout, RulerView view) {
        this.surface = surface;
        this.layout = layout;
        this.view = view;
    }

    /// @param offset how far the top of the layout is above that of the canvas
    void paint(double offset) {
        var before = surface.getTransform();
        surface.translate(0, -offset);
        ChartPainter.paint(surface, layout, view.style());
        if (view.portion() >= 0) {
            veil();
        }
        selected();
        surface.setTransform(before);
    }

    /// Covers all but what is pointed out.
    private void veil() {
        var paper = view.style().paper();
        surface.setPaint(new Color(paper.getRed(), paper.getGreen(), paper.getBlue(), VEIL));
        var slices = view.usage().slices();
        for (int i = 0; i < slices.size(); i++) {
            if (view.portions().ofSlice().get(i) != view.portion()) {
                surface.fill(layout.ruler().sliceArea(i));
            }
        }
    }

    private void selected() {
        var slices = view.usage().slices();
        for (int i = 0; i < slices.size(); i++) {
            if (view.frame() >= 0 && slices.get(i).frame() == view.frame()) {
                outline(layout.ruler().sliceArea(i));
            }
        }
    }

    private void outline(Rectangle2D slice) {
        var around = new Rectangle2D.Double(
                slice.getX() - 3, slice.getY() - 1, slice.getWidth() + 6, Math.max(LOWEST, slice.getHeight()) + 2);
        surface.setStroke(new BasicStroke(4));
        surface.setPaint(view.style().paper());
        surface.draw(around);
        surface.setStroke(new BasicStroke(2));
        surface.setPaint(view.style().ink());
        surface.draw(around);
    }
}
