package dev.gotstack.report;

import java.util.Locale;

/// By what the bytes of a stack can be added up.
public enum Grouping {
    MODULE,
    COMPANY,
    FUNCTION,
    CYCLE;

    /// One word, for a control.
    public String word() {
        return ReportText.of("grouping." + name().toLowerCase(Locale.ROOT));
    }
}
