package dev.gotstack.ui.action;

import dev.gotstack.analysis.Derivation;
import dev.gotstack.ui.control.UiText;
import java.util.List;

/// What a value is and how it was obtained.
///
/// @param title its name
/// @param value it, as text; may be empty
/// @param what it is, in plain words
/// @param steps the readings that led to it, each of which can be looked at; empty if there are none to tell
public record Explanation(String title, String value, String what, List<Derivation.Step> steps) {
    public Explanation {
        steps = List.copyOf(steps);
    }

    /// In a few lines, for tooltips.
    public String hint() {
        var how = steps.isEmpty() ? "" : "\n" + UiText.of("explain.readings", steps.size());
        return (title + "  " + value).strip() + "\n" + what + how;
    }
}
