package dev.gotstack.report;

import dev.gotstack.report.Look.Pattern;
import java.awt.Color;

/// The colours of a chart that carry no data: paper, text and lines. Used bytes have the same colours on every paper.
///
/// @param paper background
/// @param ink text
/// @param muted text of lesser weight, at least 4.5:1 on the paper
/// @param alarm text about the guard page and the stack pointer, at least 4.5:1 on the paper
/// @param line rules and brackets
/// @param gap between frames
/// @param free bytes nobody used, close to the paper
/// @param guard the guard page, which is no part of the stack
public record ChartStyle(
        Color paper, Color ink, Color muted, Color alarm, Color line, Color gap, Look free, Look guard) {

    /// Black on white, for export and paper.
    public static ChartStyle light() {
        return new ChartStyle(
                Color.WHITE,
                new Color(0x1b1f24),
                new Color(0x57606a),
                new Color(0xb34700),
                new Color(0x8c959f),
                Color.WHITE,
                Looks.FREE,
                Looks.GUARD);
    }

    /// For a dark window.
    public static ChartStyle dark() {
        return new ChartStyle(
                new Color(0x0d1117),
                new Color(0xe6edf3),
                new Color(0x9da7b3),
                new Color(0xff8f4d),
                new Color(0x6e7681),
                new Color(0x0d1117),
                new Look(new Color(0x161b22), Pattern.FALLING, new Color(0x3b434d)),
                new Look(new Color(0x3a1d08), Pattern.RISING, Looks.VERMILION));
    }

    /// A look on this paper: what is no data has a colour of its own on each.
    Look of(Look look) {
        if (look.fill().equals(Looks.FREE.fill())) {
            return new Look(free.fill(), look.pattern(), free.mark());
        }
        return look.equals(Looks.GUARD) ? guard : look;
    }

    Color of(Label.Tone tone) {
        return switch (tone) {
            case INK -> ink;
            case MUTED -> muted;
            case ALARM -> alarm;
            case ON_DARK -> Color.WHITE;
            case ON_LIGHT -> new Color(0x1b1f24);
        };
    }
}
