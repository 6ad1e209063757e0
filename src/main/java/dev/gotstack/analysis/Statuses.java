package dev.gotstack.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gotstack.text.Phrase;

/// Status codes that exceptions and failed reads have: names in `assets/bugchecks`, words among the texts.
final class Statuses {
    private static final JsonNode ALL = BugCheckCatalogue.read("statuses");
    private static final long LOW = 0xffff_ffffL;

    private Statuses() {}

    /// `access violation`; `status c0000123` where it is not known here.
    static Phrase words(long code) {
        var digits = Long.toHexString(code & LOW);
        return ALL.has("0x" + digits) ? Phrase.of("status." + digits) : Phrase.of("status.unknown", digits);
    }

    /// `STATUS_ACCESS_VIOLATION`, or empty.
    static String name(long code) {
        return ALL.path("0x" + Long.toHexString(code & LOW)).asText("");
    }
}
