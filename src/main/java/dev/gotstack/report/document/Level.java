package dev.gotstack.report.document;

import java.util.Locale;

/// For whom a report is.
public enum Level {
    /// Leaves out addresses, the contents of memory, paths and names of users.
    CUSTOMER("Customer", "No addresses, no contents of memory, no paths, no thread or process ids."),
    /// Everything, and beside each figure the command that shows it.
    ENGINEER("Engineer", "Everything, with the commands that show it: addresses, bytes of memory, paths.");

    private final String title;
    private final String explanation;

    Level(String title, String explanation) {
        this.title = title;
        this.explanation = explanation;
    }

    public String title() {
        return title;
    }

    /// What it leaves out, in one sentence.
    public String explanation() {
        return explanation;
    }

    /// The level's name on the command line and in JSON.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
