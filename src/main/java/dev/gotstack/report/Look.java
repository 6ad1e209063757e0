package dev.gotstack.report;

import java.awt.Color;

/// How the bytes of one owner are drawn: colour, and a pattern that still tells them apart in grey.
///
/// @param fill colour of the area
/// @param pattern drawn on it
/// @param mark colour of the pattern
public record Look(Color fill, Pattern pattern, Color mark) {

    /// Patterns, from plain to those that need more room.
    public enum Pattern {
        PLAIN,
        RISING,
        DOTS,
        FALLING,
        UPRIGHT
    }

    /// A pattern marked in a darker or lighter variant of the colour it is on.
    static Look of(Color fill, Pattern pattern) {
        return new Look(fill, pattern, isDark(fill) ? mix(fill, Color.WHITE, 0.55) : mix(fill, Color.BLACK, 0.5));
    }

    /// The same without its pattern.
    Look plain() {
        return new Look(fill, Pattern.PLAIN, mark);
    }

    /// Whether white text reads better on it than black, by the contrast formula of WCAG 2.
    boolean isDark() {
        return isDark(fill);
    }

    private static boolean isDark(Color colour) {
        double light = luminance(colour);
        return 1.05 / (light + 0.05) > (light + 0.05) / 0.05;
    }

    static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed())
                + 0.7152 * linear(colour.getGreen())
                + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(int channel) {
        double value = channel / 255.0;
        return value <= 0.03928 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    static Color mix(Color from, Color to, double part) {
        return new Color(
                mix(from.getRed(), to.getRed(), part),
                mix(from.getGreen(), to.getGreen(), part),
                mix(from.getBlue(), to.getBlue(), part));
    }

    private static int mix(int from, int to, double part) {
        return (int) Math.round(from + (to - from) * part);
    }
}
