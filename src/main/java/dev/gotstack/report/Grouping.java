package dev.gotstack.report;

/// By what the bytes of a stack can be added up.
public enum Grouping {
    MODULE("Module"),
    COMPANY("Company"),
    FUNCTION("Function"),
    CYCLE("Cycle");

    private final String word;

    Grouping(String word) {
        this.word = word;
    }

    /// One word, for a control.
    public String word() {
        return word;
    }
}
