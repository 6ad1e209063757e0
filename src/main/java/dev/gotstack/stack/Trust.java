package dev.gotstack.stack;

import dev.gotstack.text.Phrase;
import java.util.Locale;

/// How sure a frame is.
public enum Trust {
    /// The registers themselves: where the walk starts.
    CONTEXT("trust.context", "trust.context.why"),
    /// Two independent methods agree, or the one method used cannot be wrong.
    CERTAIN("trust.certain", "trust.certain.why"),
    /// One strong method, and nothing contradicts it.
    STRONG("trust.strong", "trust.strong.why"),
    /// A plausible candidate that fits its neighbours.
    LIKELY("trust.likely", "trust.likely.why"),
    /// A guess.
    WEAK("trust.weak", "trust.weak.why");

    private final String label;
    private final String sentence;

    Trust(String label, String sentence) {
        this.label = label;
        this.sentence = sentence;
    }

    /// One word, as commands print it and for JSON.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// One word, for tables.
    public Phrase label() {
        return Phrase.of(label);
    }

    /// One sentence, for a tooltip.
    public Phrase explanation() {
        return Phrase.of(sentence);
    }
}
