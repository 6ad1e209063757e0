package dev.gotstack.report;

import java.awt.Color;

/// The colours of a chart that carry no data: paper, text and lines. Bytes have the same colours on every paper.
///
/// @param paper background
/// @param ink text
/// @param muted text of lesser weight, at least 4.5:1 on the paper
/// @param alarm text about the guard page and the stack pointer, at least 4.5:1 on the paper
/// @param line rules and brackets
/// @param gap between frames
public record ChartStyle(Color paper, Color ink, Color muted, Color alarm, Color line, Color gap) {

    /// Black on white, for export and paper.
    public static ChartStyle light() {
        return new ChartStyle(
                Color.WHITE,
                new Color(0x1b1f24),
                new Color(0x57606a),
                new Color(0xb34700),
                new Color(0x8c959f),
                Color.WHITE);
    }

    /// For a dark window.
    public static ChartStyle dark() {
        return new ChartStyle(
                new Color(0x0d1117),
                new Color(0xe6edf3),
                new Color(0x9da7b3),
                new Color(0xff8f4d),
                new Color(0x6e7681),
                new Color(0x0d1117));
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
