package dev.gotstack.ui;

import dev.gotstack.ui.control.Settings;

/// How large the window was when it was last closed.
record WindowSize(double width, double height) {
    private static final String WIDTH = "window.width";
    private static final String HEIGHT = "window.height";

    static WindowSize of(Settings settings) {
        return new WindowSize(
                Math.clamp(settings.number(WIDTH, 1400), 900, 4000),
                Math.clamp(settings.number(HEIGHT, 900), 600, 3000));
    }

    /// The same, but no larger than a screen has room for: some window systems do not take a larger one back.
    WindowSize within(double screenWidth, double screenHeight) {
        return new WindowSize(Math.min(width, screenWidth), Math.min(height, screenHeight));
    }

    static void store(Settings settings, double width, double height) {
        settings.put(WIDTH, String.valueOf(width));
        settings.put(HEIGHT, String.valueOf(height));
    }
}
