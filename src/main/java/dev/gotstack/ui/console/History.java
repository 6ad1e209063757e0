package dev.gotstack.ui.console;

import dev.gotstack.ui.control.Settings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/// Lines that were typed, for Up and Down; kept in the user's settings from one run to the next.
final class History {
    private static final String KEY = "console.history";
    private static final int MOST = 500;
    /// What a setting can hold.
    private static final int MOST_CHARACTERS = 8000;
    /// A longer line is not worth the room it takes.
    private static final int LONGEST = 1000;

    private final Settings settings;
    private final List<String> lines = new ArrayList<>();
    private int at;
    private String draft = "";

    History(Settings settings) {
        this.settings = settings;
        settings.get(KEY, "").lines().filter(line -> !line.isBlank()).forEach(lines::add);
        at = lines.size();
    }

    /// Keeps a line that was run.
    void add(String line) {
        if (lines.isEmpty() || !lines.getLast().equals(line)) {
            lines.add(line);
        }
        if (lines.size() > MOST) {
            lines.removeFirst();
        }
        at = lines.size();
        draft = "";
        store();
    }

    private void store() {
        var kept = new ArrayList<String>();
        int characters = 0;
        for (var line : lines.reversed()) {
            characters += line.length() + 1;
            if (characters > MOST_CHARACTERS) {
                break;
            }
            if (line.length() <= LONGEST && line.chars().noneMatch(Character::isISOControl)) {
                kept.addFirst(line);
            }
        }
        settings.put(KEY, String.join("\n", kept));
    }

    /// The line before the one shown; the oldest stays.
    ///
    /// @param shown what the input holds now
    String older(String shown) {
        if (at == lines.size()) {
            draft = shown;
        }
        at = Math.max(0, at - 1);
        return lines.isEmpty() ? shown : lines.get(at);
    }

    /// The line after the one shown, and at last what was being typed.
    String newer() {
        at = Math.min(lines.size(), at + 1);
        return at == lines.size() ? draft : lines.get(at);
    }

    /// Lines that hold some text, each once, the newest first.
    List<String> containing(String text) {
        var wanted = text.toLowerCase(Locale.ROOT);
        var found = new LinkedHashSet<String>();
        for (var line : lines.reversed()) {
            if (line.toLowerCase(Locale.ROOT).contains(wanted)) {
                found.add(line);
            }
        }
        return List.copyOf(found);
    }
}
