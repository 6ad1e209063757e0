package dev.gotstack.ui.control;

import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.transform.Scale;

/// A canvas that has as many pixels as are shown of it, however large the window's content is drawn. A plain one would
/// be drawn small and then blown up.
///
/// Painters see the size and coordinates of the surrounding layout; the scale is theirs only to pass on.
public final class SharpCanvas {
    private final Canvas canvas = new Canvas();
    private final Scale back = new Scale(1, 1);
    private double width;
    private double height;
    private double scale = 1;

    public SharpCanvas() {
        canvas.setManaged(false);
        canvas.getTransforms().add(back);
    }

    /// The node to be put into a layout.
    public Canvas node() {
        return canvas;
    }

    /// Gives it a size in the layout's units, and the pixels for it. To be called before painting.
    public void resize(double newWidth, double newHeight) {
        width = newWidth;
        height = newHeight;
        var parent = canvas.getParent();
        double now = parent == null ? 1 : parent.getLocalToSceneTransform().getMxx();
        scale = now > 0 ? now : 1;
        back.setX(1 / scale);
        back.setY(1 / scale);
        canvas.setWidth(newWidth * scale);
        canvas.setHeight(newHeight * scale);
        canvas.getGraphicsContext2D().setTransform(scale, 0, 0, scale, 0, 0);
    }

    /// What to paint with, in the layout's units.
    public GraphicsContext graphics() {
        return canvas.getGraphicsContext2D();
    }

    /// Pixels per unit of the layout, before the display's own factor.
    public double scale() {
        return scale;
    }

    public double width() {
        return width;
    }

    public double height() {
        return height;
    }
}
