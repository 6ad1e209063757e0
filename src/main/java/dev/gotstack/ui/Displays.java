package dev.gotstack.ui;

import java.util.Locale;
import java.util.stream.Stream;

/// Whether there is a display. Asked before the window system is, for without one that prints and fails in its own way.
final class Displays {
    private Displays() {}

    static boolean present() {
        boolean desktop =
                !System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
        return desktop
                || "Headless".equals(System.getProperty("glass.platform"))
                || Stream.of("DISPLAY", "WAYLAND_DISPLAY")
                        .map(System::getenv)
                        .anyMatch(value -> value != null && !value.isBlank());
    }
}
