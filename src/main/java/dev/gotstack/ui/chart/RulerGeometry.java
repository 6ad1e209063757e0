package dev.gotstack.ui.chart;

import dev.gotstack.stack.Slice;
import dev.gotstack.stack.StackUsage;
import java.util.Optional;

/// Where addresses of a stack lie on the ruler: the base on top, the limit below, the guard page under it (not to
/// scale).
///
/// @param left left edge of the bar
/// @param right right edge of the bar
/// @param top where the base is
/// @param bottom where the limit is
/// @param guard where the guard page ends
record RulerGeometry(StackUsage usage, double left, double right, double top, double bottom, double guard) {
    private static final double GUTTER = 74;
    private static final double WIDEST = 96;
    private static final double BRACKET = 96;
    private static final double MARGIN = 10;
    private static final double GUARD = 30;
    private static final double BELOW = 20;

    static RulerGeometry of(StackUsage usage, double width, double height) {
        double bar = Math.clamp(width - GUTTER - BRACKET, 24, WIDEST);
        double guard = Math.max(MARGIN + GUARD + 1, height - BELOW);
        return new RulerGeometry(usage, GUTTER, GUTTER + bar, MARGIN, guard - GUARD, guard);
    }

    /// Height at which an address of the stack lies.
    double y(long va) {
        double part = (double) (usage.base() - va) / Math.max(1, usage.size());
        return top + Math.clamp(part, 0, 1) * (bottom - top);
    }

    /// The slice drawn at a height; a slice thinner than a pixel is found near where it would be.
    Optional<Slice> at(double x, double y) {
        if (x < left || x > right || y < top || y >= bottom) {
            return Optional.empty();
        }
        long va = usage.base() - 1 - (long) ((y - top) / (bottom - top) * usage.size());
        return usage.slices().stream()
                .filter(slice -> va >= slice.start() && va < slice.end())
                .findFirst();
    }

    boolean inGuard(double x, double y) {
        return x >= left && x <= right && y >= bottom && y <= guard;
    }

    double width() {
        return right - left;
    }
}
