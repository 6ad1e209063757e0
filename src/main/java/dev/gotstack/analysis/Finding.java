package dev.gotstack.analysis;

import dev.gotstack.text.Phrase;
import java.util.List;
import java.util.Locale;

/// A rule's result.
///
/// @param id stable name, for JSON and tests: `stack-overflow`
/// @param summary one sentence a customer understands
/// @param explanation what follows from it, in a few sentences; may be empty
/// @param evidence what it rests on, one line each
public record Finding(String id, Severity severity, Phrase summary, Phrase explanation, List<Phrase> evidence) {

    /// How much a finding matters, most first.
    public enum Severity {
        CAUSE,
        WARNING,
        INFORMATION;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
