package dev.gotstack.ui.chart;

import dev.gotstack.report.ChartPainter;
import dev.gotstack.report.Face;
import dev.gotstack.report.Label;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import org.jfree.fx.FXGraphics2D;

/// The screen as a surface for the chart's painter. Text is drawn by the window system, in the chart's own typeface.
final class ChartSurface extends FXGraphics2D implements ChartPainter.LabelDrawer {
    private final GraphicsContext context;

    ChartSurface(GraphicsContext context) {
        super(context);
        this.context = context;
    }

    @Override
    public void drawLabel(Label label) {
        var weight = label.face() == Face.BOLD ? FontWeight.BOLD : FontWeight.NORMAL;
        context.setFont(Font.font(Typeface.FAMILIES.get(label.face().ordinal()), weight, label.size()));
        context.fillText(label.text(), label.left(), label.baseline());
    }

    /// Loaded when it is needed first: the window system must be running by then.
    private static final class Typeface {
        private static final List<String> FAMILIES =
                Arrays.stream(Face.values()).map(Typeface::load).toList();

        private static String load(Face face) {
            var font = Font.loadFont(new ByteArrayInputStream(face.bytes()), 12);
            return font == null ? Font.getDefault().getFamily() : font.getFamily();
        }
    }
}
