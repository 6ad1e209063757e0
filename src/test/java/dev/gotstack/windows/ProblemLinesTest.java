package dev.gotstack.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemLinesTest {
    @Test
    void aLineIsKeptOnce() {
        var lines = new ProblemLines(List.of("a", "b", "a"));
        assertEquals(List.of("a", "b"), List.copyOf(lines));
        lines.add("b");
        assertEquals(2, lines.size());
    }

    @Test
    void whatNobodyReadsIsNotKept() {
        var lines = new ProblemLines(List.of());
        for (int i = 0; i < 100_000; i++) {
            lines.add("entry " + i);
        }
        assertEquals(1_001, lines.size());
        assertEquals("entry 999", lines.get(999));
        assertTrue(lines.getLast().contains("more problems"));
    }
}
