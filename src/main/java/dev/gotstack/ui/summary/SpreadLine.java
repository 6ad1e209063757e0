package dev.gotstack.ui.summary;

import javafx.geometry.Orientation;
import javafx.scene.layout.Region;

/// Two things at the ends of a line; where there is no room for both, the second begins a line of its own. Languages
/// are of different length, and neither thing may be cut.
final class SpreadLine extends Region {
    private static final double GAP = 8;

    private final Region first;
    private final Region second;

    SpreadLine(Region first, Region second) {
        this.first = first;
        this.second = second;
        getChildren().addAll(first, second);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    private boolean fits(double width) {
        return width < 0 || first.prefWidth(-1) + GAP + second.prefWidth(-1) <= width;
    }

    @Override
    protected double computeMinWidth(double height) {
        return Math.max(first.minWidth(-1), second.minWidth(-1));
    }

    @Override
    protected double computePrefWidth(double height) {
        return first.prefWidth(-1) + GAP + second.prefWidth(-1);
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefHeight(double width) {
        double one = first.prefHeight(-1);
        double other = second.prefHeight(-1);
        return fits(width) ? Math.max(one, other) : one + other;
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double firstWidth = Math.min(width, first.prefWidth(-1));
        double secondWidth = Math.min(width, second.prefWidth(-1));
        double firstHeight = first.prefHeight(-1);
        double secondHeight = second.prefHeight(-1);
        if (fits(width)) {
            double height = Math.max(firstHeight, secondHeight);
            first.resizeRelocate(0, snapPositionY((height - firstHeight) / 2), firstWidth, firstHeight);
            second.resizeRelocate(
                    snapPositionX(width - secondWidth),
                    snapPositionY((height - secondHeight) / 2),
                    secondWidth,
                    secondHeight);
        } else {
            first.resizeRelocate(0, 0, firstWidth, firstHeight);
            second.resizeRelocate(0, firstHeight, secondWidth, secondHeight);
        }
    }
}
