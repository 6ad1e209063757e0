package dev.gotstack.report;

import dev.gotstack.text.Messages;

/// What reports and charts say, from `assets/texts/report.properties`. Keys begin with the place: `advice.vendor`.
public final class ReportText {
    private static final Messages TEXTS = new Messages("report");

    private ReportText() {}

    /// @see Messages#get
    public static String of(String key, Object... values) {
        return TEXTS.get(key, values);
    }

    /// The same in English, with figures as debuggers group them: for the command line and for programs.
    static String english(String key, Object... values) {
        return TEXTS.english(key, values);
    }
}
