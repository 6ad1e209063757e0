package dev.gotstack.report.document;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// Times as reports write them.
final class Times {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Times() {}

    static Cell second(Optional<Instant> time) {
        return time.map(value -> new Cell(SECONDS.format(value), value.toString(), ""))
                .orElse(Cell.unknown("the dump does not say"));
    }

    static Cell day(Optional<Instant> time) {
        return time.map(value -> new Cell(DAY.format(value), value.toString(), ""))
                .orElse(Cell.unknown("its stamp is no time"));
    }

    /// `3 days 2:12:23`
    static Cell length(Optional<Duration> time) {
        return time.map(value -> new Cell(
                        (value.toDays() > 0 ? value.toDays() + (value.toDays() == 1 ? " day " : " days ") : "")
                                + String.format(
                                        Locale.ROOT,
                                        "%d:%02d:%02d",
                                        value.toHoursPart(),
                                        value.toMinutesPart(),
                                        value.toSecondsPart()),
                        value.toSeconds(),
                        ""))
                .orElse(Cell.unknown("the dump does not say"));
    }
}
