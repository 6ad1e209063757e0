package dev.gotstack.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PlainTextTest {
    @Test
    void dropsWhatCannotOrMustNotBeSeen() {
        assertEquals("a b", PlainText.of(" a\r\n\t\u2028b\u0000\u202e "));
        assertEquals("gnp.exe", PlainText.of("\u202egnp.exe"));
        assertEquals("x", PlainText.of("\ud800x\udfff\ufffe\ue000"));
        assertEquals("<b>&\"", PlainText.of("<b>&\""), "quoting is for the formats to do");
        assertEquals(401, PlainText.of("x".repeat(10_000)).length());
        assertEquals("xxx…", PlainText.brief("x".repeat(10_000), 4));
    }

    @Property
    void fittedTextFits(@ForAll String text, @ForAll @IntRange(min = 20, max = 400) int width) {
        assertTrue(Face.BOLD.width(Face.BOLD.fit(text, 13, width), 13) <= width + 1e-6);
        for (String line : Face.REGULAR.wrap(text, 13, width, 3)) {
            assertTrue(Face.REGULAR.width(line, 13) <= width + 1e-6, line);
        }
    }

    @Test
    void wrapsBetweenWordsAndElidesTheLastLine() {
        assertEquals(List.of("one two", "three"), Face.REGULAR.wrap("one two three", 10, 40, 2));
        assertEquals(List.of("one two", "three f…"), Face.REGULAR.wrap("one two three four", 10, 40, 2));
        assertEquals(List.of(), Face.REGULAR.wrap("  ", 10, 40, 2));
    }
}
