package dev.gotstack.report.document;

import dev.gotstack.report.ReportText;
import java.util.Locale;

/// For whom a report is.
public enum Level {
    /// Leaves out addresses, the contents of memory, paths and names of users.
    CUSTOMER,
    /// Everything, and beside each figure the command that shows it.
    ENGINEER;

    public String title() {
        return ReportText.of("level." + word());
    }

    /// What it leaves out, in one sentence.
    public String explanation() {
        return ReportText.of("level." + word() + ".explanation");
    }

    /// The level's name on the command line and in JSON.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
