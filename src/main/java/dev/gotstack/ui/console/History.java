package dev.gotstack.ui.console;

import java.util.ArrayList;
import java.util.List;

/// Lines that were typed, for Up and Down.
final class History {
    private static final int MOST = 500;

    private final List<String> lines = new ArrayList<>();
    private int at;
    private String draft = "";

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
}
