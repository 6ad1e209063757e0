package dev.gotstack.ui.theme;

import javafx.scene.paint.Color;

/// Colours for what is drawn on a canvas; controls take theirs from the style sheet, which uses the same values. The
/// meaningful ones are Okabe and Ito's, which colour-blind people can tell apart; none carries meaning alone.
///
/// @param guard guard page, and anything outside the stack
/// @param scan evidence by scan only
/// @param code a value that points into code
/// @param changed a value that changed
/// @param missing memory that is not in the dump
/// @param error a message that says what went wrong
/// @param found ground of text that was searched for
public record Palette(
        boolean dark,
        Color background,
        Color surface,
        Color text,
        Color muted,
        Color border,
        Color selection,
        Color accent,
        Color guard,
        Color scan,
        Color code,
        Color changed,
        Color missing,
        Color error,
        Color found) {

    public static Palette forLight() {
        return new Palette(
                false,
                Color.web("#ffffff"),
                Color.web("#f6f8fa"),
                Color.web("#1f2328"),
                Color.web("#59636e"),
                Color.web("#d1d9e0"),
                Color.web("#ddf4ff"),
                Color.web("#0969da"),
                Color.web("#b34a00"),
                Color.web("#a4497f"),
                Color.web("#00704f"),
                Color.web("#0072b2"),
                Color.web("#656d76"),
                Color.web("#c4202b"),
                Color.web("#ffe9a8"));
    }

    public static Palette forDark() {
        return new Palette(
                true,
                Color.web("#0d1117"),
                Color.web("#151b23"),
                Color.web("#f0f6fc"),
                Color.web("#9198a1"),
                Color.web("#3d444d"),
                Color.web("#12304f"),
                Color.web("#4493f8"),
                Color.web("#ff8c42"),
                Color.web("#e39ac4"),
                Color.web("#2ec4a0"),
                Color.web("#56b4e9"),
                Color.web("#8b949e"),
                Color.web("#ff8078"),
                Color.web("#5a4500"));
    }
}
