package dev.gotstack.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CleanTest {
    @Test
    void whatCannotBeSeenIsSpelledOut() {
        assertEquals("a[U+202E]b [U+001B][31m", Clean.line("a\u202eb\t\u001b[31m"));
    }

    /// A mark alone has no width: as a name it would be nothing at all, or sit on a letter of its neighbour.
    @Test
    void aMarkHasSomethingToSitOn() {
        assertEquals("\u25cc\u0300", Clean.line("\u0300"));
        assertEquals("a \u25cc\u0300", Clean.line("a \u0300"));
        assertEquals("a\u0300", Clean.line("a\u0300"));
    }

    @Test
    void heapsOfMarksAreCut() {
        assertEquals("a\u0301\u0302b", Clean.line("a\u0301\u0302\u0303\u0304b"));
    }
}
