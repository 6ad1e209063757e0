package dev.gotstack.ui.control;

import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.util.Duration;

/// Labels in the few styles the window has. What they look like is the style sheet's affair.
public final class Texts {
    private static final Duration SOON = Duration.millis(350);
    private static final Duration LONG = Duration.seconds(60);
    private static final double TOOLTIP_WIDTH = 460;

    private Texts() {}

    public static Label plain(String text) {
        return styled(text);
    }

    /// Secondary text.
    public static Label muted(String text) {
        return styled(text, "muted");
    }

    /// Data: addresses, symbols, bytes.
    public static Label mono(String text) {
        return styled(text, "mono");
    }

    /// A section's title.
    public static Label title(String text) {
        return styled(text, "section-title");
    }

    public static Label styled(String text, String... styles) {
        var label = new Label(text);
        label.getStyleClass().addAll(styles);
        return label;
    }

    /// Text of several lines that wraps at the width it gets.
    public static Label wrapped(String text, String... styles) {
        var label = styled(text, styles);
        label.setWrapText(true);
        label.setMinHeight(Label.USE_PREF_SIZE);
        return label;
    }

    /// A tooltip that comes soon and stays long enough to be read.
    public static Tooltip tooltip(String text) {
        var tooltip = new Tooltip(text);
        tooltip.setShowDelay(SOON);
        tooltip.setShowDuration(LONG);
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(TOOLTIP_WIDTH);
        return tooltip;
    }
}
