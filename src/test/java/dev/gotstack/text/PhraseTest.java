package dev.gotstack.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PhraseTest {
    private final Phrase bytes = Phrase.of("count.byte", 12_288L);

    @AfterEach
    void backToEnglish() {
        Locale.setDefault(Locale.US);
    }

    @Test
    void figuresAreGroupedForCommandsAndForPeople() {
        Locale.setDefault(Locale.Category.FORMAT, Locale.GERMANY);
        assertEquals("12,288 bytes", bytes.english());
        assertEquals("12.288 bytes", bytes.local());
        assertEquals("12,288 bytes", bytes.toString());
    }

    @Test
    void oneIsOne() {
        assertEquals("1 byte", Phrase.of("count.byte", 1L).english());
        assertEquals("0 bytes", Phrase.of("count.byte", 0L).english());
    }

    @Test
    void phrasesInPhrasesAreSpelledLikeTheWhole() {
        Locale.setDefault(Locale.Category.FORMAT, Locale.GERMANY);
        var share = Phrase.of("finding.share", "Contoso", bytes);
        assertEquals("Contoso: 12,288 bytes", share.english());
        assertEquals("Contoso: 12.288 bytes", share.local());
    }

    @Test
    void whatIsNoQuantityIsNotGrouped() {
        assertEquals("IDT entry 4096", Phrase.of("derivation.idt-entry", "4096").english());
        assertEquals("More than 8000 frames", Phrase.of("stop.too-many", 8000).english());
    }

    @Test
    void dataIsTakenAsItIs() {
        assertEquals(
                "it's {0} · nt!Nt'Read", Phrase.data("it's {0} · nt!Nt'Read").local());
        assertEquals("{1}: it's", Phrase.of("finding.share", "{1}", "it's").english());
    }

    @Test
    void lists() {
        assertEquals("", Phrase.list(List.of()).english());
        assertEquals("a", Phrase.list(List.of("a")).english());
        assertEquals("a and b", Phrase.list(List.of("a", "b")).english());
        assertEquals(
                "a, 12,288 bytes, c and d",
                Phrase.list(List.of("a", bytes, "c", "d")).english());
    }

    @Test
    void capitals() {
        assertEquals("Not present", Phrase.of("hole.not-present").capitalised().english());
        assertEquals("", Phrase.NONE.capitalised().english());
    }

    @Test
    void theSameKeyAndValuesAreEqual() {
        assertEquals(Phrase.of("count.byte", 12_288L), bytes);
        assertNotEquals(Phrase.of("count.byte", 1L), bytes);
        assertNotEquals(Phrase.of("count.frame", 12_288L), bytes);
        assertEquals(Phrase.data(""), Phrase.NONE);
    }

    @Test
    void onlyNothingIsEmpty() {
        assertTrue(Phrase.NONE.isEmpty());
        assertTrue(Phrase.data("").isEmpty());
        assertFalse(bytes.isEmpty());
        assertFalse(Phrase.data("x").isEmpty());
    }
}
