package dev.gotstack.ui.chart;

/// How much of a stack is seen: how many times it is as high as the canvas, and which part of it is there.
///
/// @param factor 1 for the whole stack
/// @param offset how far the top of the stack is above that of the canvas
record Zoom(double factor, double offset) {
    static final Zoom WHOLE = new Zoom(1, 0);

    private static final double LARGEST = 24;
    private static final double STEP = 1.25;

    /// Larger or smaller by some steps; what is at a height stays there.
    Zoom by(double steps, double y, double height) {
        double changed = Math.clamp(factor * Math.pow(STEP, steps), 1, LARGEST);
        return new Zoom(changed, (y + offset) * changed / factor - y).within(height);
    }

    /// Moved so that a place is in the middle of the canvas, if it is not on it.
    ///
    /// @param top of the place, on the canvas
    /// @param bottom of the place, on the canvas
    Zoom showing(double top, double bottom, double height) {
        if (top >= 0 && bottom <= height) {
            return this;
        }
        return new Zoom(factor, offset + (top + bottom) / 2 - height / 2).within(height);
    }

    Zoom scrolled(double by, double height) {
        return new Zoom(factor, offset + by).within(height);
    }

    /// The same on a canvas of another height.
    Zoom within(double height) {
        return new Zoom(factor, Math.clamp(offset, 0, hidden(height)));
    }

    /// How much of the stack is not on the canvas.
    double hidden(double height) {
        return Math.max(0, height * (factor - 1));
    }

    boolean isWhole() {
        return factor <= 1;
    }
}
