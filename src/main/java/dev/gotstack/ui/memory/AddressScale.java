package dev.gotstack.ui.memory;

import dev.gotstack.memory.AddressSpace;
import java.util.Arrays;

/// Maps addresses to positions of a scroll bar, from 0 to 1. Of a 4 GiB address space a dump holds a few megabytes:
/// on a linear scale one pixel would skip all of it. So a mapped page counts in full, and a gap only as much as a
/// few pages.
final class AddressScale {
    private static final long PAGE = 0x1000;
    private static final double WIDEST_GAP = 16 * PAGE;
    private static final int MOST_RUNS = 20_000;

    private final double[] address;
    private final double[] position;

    private AddressScale(double[] address, double[] position) {
        this.address = address;
        this.position = position;
    }

    /// Every address counts the same.
    static AddressScale linear(long last) {
        return new AddressScale(new double[] {0, number(last) + 1}, new double[] {0, 1});
    }

    /// Mapped pages count more. Reads all page tables.
    static AddressScale of(AddressSpace space, long last) {
        double[] bounds = new double[2 * MOST_RUNS + 2];
        int count = 1;
        long at = space.nextMapped(0, last);
        while (at != -1 && count < 2 * MOST_RUNS && !Thread.currentThread().isInterrupted()) {
            bounds[count++] = number(at);
            long next = at + PAGE;
            while (isIn(next, last) && space.nextMapped(next, next + 1) == next) {
                next += PAGE;
            }
            bounds[count++] = number(next);
            at = isIn(next, last) ? space.nextMapped(next, last) : -1;
        }
        bounds[count++] = number(last) + 1;
        return weighted(Arrays.copyOf(bounds, count));
    }

    private static boolean isIn(long next, long last) {
        return next != 0 && Long.compareUnsigned(next, last) < 0;
    }

    /// @param bounds a gap, a mapped run, a gap, and so on
    private static AddressScale weighted(double[] bounds) {
        var position = new double[bounds.length];
        for (int i = 1; i < bounds.length; i++) {
            double length = Math.max(0, bounds[i] - bounds[i - 1]);
            position[i] = position[i - 1] + (i % 2 == 1 ? Math.min(length, WIDEST_GAP) : length);
        }
        double all = position[position.length - 1];
        for (int i = 0; i < position.length; i++) {
            position[i] /= all;
        }
        return new AddressScale(bounds, position);
    }

    private static double number(long va) {
        return va >= 0 ? va : va + 0x1p64;
    }

    double position(long va) {
        return interpolate(address, position, number(va));
    }

    long address(double at) {
        double va = interpolate(position, address, Math.clamp(at, 0, 1));
        return va >= 0x1p63 ? (long) (va - 0x1p63) + Long.MIN_VALUE : (long) va;
    }

    private static double interpolate(double[] from, double[] to, double at) {
        int i = Arrays.binarySearch(from, at);
        if (i >= 0) {
            return to[i];
        }
        int above = Math.clamp(-i - 1, 1, from.length - 1);
        double width = from[above] - from[above - 1];
        double part = width == 0 ? 0 : (at - from[above - 1]) / width;
        return to[above - 1] + Math.min(1, part) * (to[above] - to[above - 1]);
    }
}
