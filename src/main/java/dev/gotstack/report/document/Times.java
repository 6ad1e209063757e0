package dev.gotstack.report.document;

import dev.gotstack.report.ReportText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// Times as reports write them.
final class Times {

    private Times() {}

    static Cell second(Optional<Instant> time) {
        return time.map(value -> new Cell(formatted("date.second", value), value.toString(), ""))
                .orElse(Cell.unknown(ReportText.of("unknown.not-said")));
    }

    static Cell day(Optional<Instant> time) {
        return time.map(value -> new Cell(formatted("date.day", value), value.toString(), ""))
                .orElse(Cell.unknown(ReportText.of("unknown.no-time")));
    }

    private static String formatted(String pattern, Instant time) {
        return DateTimeFormatter.ofPattern(ReportText.of(pattern), Locale.getDefault(Locale.Category.FORMAT))
                .withZone(ZoneOffset.UTC)
                .format(time);
    }

    /// `3 days 2:12:23`
    static Cell length(Optional<Duration> time) {
        return time.map(value -> new Cell(words(value), value.toSeconds(), ""))
                .orElse(Cell.unknown(ReportText.of("unknown.not-said")));
    }

    private static String words(Duration time) {
        var hours = String.format(
                Locale.ROOT, "%d:%02d:%02d", time.toHoursPart(), time.toMinutesPart(), time.toSecondsPart());
        return time.toDays() > 0 ? ReportText.of("time.days", time.toDays(), hours) : hours;
    }
}
