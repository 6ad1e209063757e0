package dev.gotstack.stack;

/// How sure a frame is.
public enum Trust {
    /// The registers themselves: where the walk starts.
    CONTEXT("context", "These are the registers the processor or a trap handler saved."),
    /// Two independent methods agree, or the one method used cannot be wrong.
    CERTAIN("certain", "Two independent ways of finding this frame agree on it."),
    /// One strong method, and nothing contradicts it.
    STRONG("strong", "One reliable way of finding frames found this one, and nothing contradicts it."),
    /// A plausible candidate that fits its neighbours.
    LIKELY("likely", "This frame fits its neighbours, but no reliable way of finding frames confirms it."),
    /// A guess.
    WEAK("weak", "A word on the stack looks like a return address; that is all that speaks for it.");

    private final String word;
    private final String explanation;

    Trust(String word, String explanation) {
        this.word = word;
        this.explanation = explanation;
    }

    /// One word, for tables and JSON.
    public String word() {
        return word;
    }

    /// One sentence, for a tooltip.
    public String explanation() {
        return explanation;
    }
}
