package dev.gotstack.report;

import java.awt.geom.Rectangle2D;

/// One line of text with its place.
///
/// @param text as drawn: plain and fitted
/// @param tone what colour means for it
/// @param size of the type, in the layout's unit
/// @param x of the anchor
/// @param baseline y the letters stand on
/// @param anchor which end of the text `x` is
/// @param whole what `text` is the beginning of; the same if nothing was elided
public record Label(
        String text, Tone tone, Face face, double size, double x, double baseline, Anchor anchor, String whole) {
    private static final double ASCENT = 0.9;
    private static final double DESCENT = 0.22;
    /// Distance of baselines, in sizes.
    static final double LEADING = 1.28;

    /// Which end of a text its position names.
    public enum Anchor {
        START,
        MIDDLE,
        END
    }

    /// The meaning of a text's colour.
    public enum Tone {
        INK,
        MUTED,
        ALARM,
        /// On a dark filling, in every palette.
        ON_DARK,
        /// On a light filling, in every palette.
        ON_LIGHT
    }

    public boolean isElided() {
        return !text.equals(whole);
    }

    /// Where the first letter starts.
    public double left() {
        return left(face.width(text, size));
    }

    /// The same for text that turned out to be `width` wide.
    double left(double width) {
        return switch (anchor) {
            case START -> x;
            case MIDDLE -> x - width / 2;
            case END -> x - width;
        };
    }

    /// The rectangle the text is in.
    public Rectangle2D bounds() {
        return new Rectangle2D.Double(
                left(), baseline - ASCENT * size, face.width(text, size), (ASCENT + DESCENT) * size);
    }
}
