package dev.gotstack.ui.registers;

import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.layout.Region;

/// Lays its children beside each other where the widest of them fits so many times, else one below the other, each as
/// wide as there is room.
final class SideBySide extends Region {
    private final double gap;
    private final double rowGap;

    /// @param gap between children that lie beside each other
    /// @param rowGap between children of which one is below the other
    SideBySide(double gap, double rowGap) {
        this.gap = gap;
        this.rowGap = rowGap;
    }

    /// Takes the place of what was shown before.
    void show(List<? extends Region> blocks) {
        getChildren().setAll(blocks);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    private int columns(double width) {
        int all = Math.max(1, getManagedChildren().size());
        double needed = all * widest() + (all - 1) * gap;
        return needed <= width ? all : 1;
    }

    private double widest() {
        return getManagedChildren().stream()
                .mapToDouble(child -> snapSizeX(child.prefWidth(-1)))
                .max()
                .orElse(0);
    }

    private double columnWidth(double width) {
        int columns = columns(width);
        return Math.max(0, snapPositionX((width - (columns - 1) * gap) / columns));
    }

    @Override
    protected double computePrefWidth(double height) {
        int all = getManagedChildren().size();
        return snappedLeftInset() + all * widest() + Math.max(0, all - 1) * gap + snappedRightInset();
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computePrefHeight(double width) {
        double inside = inside(width < 0 ? computePrefWidth(-1) : width);
        double column = columnWidth(inside);
        var heights = getManagedChildren().stream().mapToDouble(child -> snapSizeY(child.prefHeight(column)));
        double all = columns(inside) > 1
                ? heights.max().orElse(0)
                : heights.reduce((above, below) -> above + rowGap + below).orElse(0);
        return snappedTopInset() + all + snappedBottomInset();
    }

    private double inside(double width) {
        return width - snappedLeftInset() - snappedRightInset();
    }

    @Override
    protected void layoutChildren() {
        double inside = inside(getWidth());
        double column = columnWidth(inside);
        boolean beside = columns(inside) > 1;
        double x = snappedLeftInset();
        double y = snappedTopInset();
        for (var child : getManagedChildren()) {
            double height = snapSizeY(child.prefHeight(column));
            child.resizeRelocate(x, y, column, height);
            if (beside) {
                x += column + gap;
            } else {
                y += height + rowGap;
            }
        }
    }
}
