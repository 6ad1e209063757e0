package dev.gotstack.report.document;

import dev.gotstack.report.ChartData;
import dev.gotstack.report.ReportText;
import java.util.Locale;

/// The finding in one sentence, without a full stop.
final class Headline {
    private Headline() {}

    static String of(Facts facts) {
        var damaged = facts.finding(Facts.DAMAGED_POINTER);
        if (damaged.isPresent()) {
            return damaged.get().summary().local();
        }
        if (facts.isOverflow()) {
            return facts.chart().map(ChartData::title).orElse(ReportText.of("headline.ran-out"));
        }
        var check = facts.analysis().bugCheck();
        return ReportText.of("headline.bug-check", (code(check.code()) + " " + check.name()).strip());
    }

    /// `0x7F`
    static String code(long bugCheck) {
        return "0x" + Long.toHexString(bugCheck).toUpperCase(Locale.ROOT);
    }
}
