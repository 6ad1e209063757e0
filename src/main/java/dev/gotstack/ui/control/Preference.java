package dev.gotstack.ui.control;

import java.util.List;
import java.util.stream.Stream;

/// What the user prefers, under the names the settings keep it by.
public final class Preference {
    /// Light, dark or as the system.
    public static final String THEME = "theme";
    /// How many times as large as usual everything is drawn.
    public static final String ZOOM = "zoom";
    /// Folder of the sessions; empty for the usual one.
    public static final String SESSIONS = "sessions.folder";
    /// `true` if sessions lie beside their dumps.
    public static final String BESIDE = "sessions.beside";
    /// Where symbols are looked for besides the dump's own folder, one place a line.
    public static final String SYMBOLS = "symbols.path";

    private Preference() {}

    /// Places where symbols are looked for besides the dump's own folder.
    public static List<String> symbolPath(Settings settings) {
        return Stream.of(settings.get(SYMBOLS, "").split("\n", -1))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
