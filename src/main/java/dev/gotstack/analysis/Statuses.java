package dev.gotstack.analysis;

import com.fasterxml.jackson.databind.JsonNode;

/// Names of the status codes that exceptions and failed reads have. Data in `assets/bugchecks`.
final class Statuses {
    private static final JsonNode ALL = BugCheckCatalogue.read("statuses");
    private static final long LOW = 0xffff_ffffL;

    private Statuses() {}

    /// `access violation`; `status c0000123` where it is not known here.
    static String words(long code) {
        return text(code, "words", "status " + Long.toHexString(code & LOW));
    }

    /// `STATUS_ACCESS_VIOLATION`, or empty.
    static String name(long code) {
        return text(code, "name", "");
    }

    private static String text(long code, String field, String otherwise) {
        return ALL.path("0x" + Long.toHexString(code & LOW)).path(field).asText(otherwise);
    }
}
