package dev.gotstack.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Texts with values, in the user's locale.
class MessagesTest {
    private final Messages texts = new Messages("sample");

    @AfterEach
    void backToEnglish() {
        Locale.setDefault(Locale.US);
    }

    @Test
    void anApostropheIsAnApostrophe() {
        assertEquals("The stack's limit", texts.get("plain"));
        assertEquals("The stack's limit is b8ae6000", texts.get("one", "b8ae6000"));
    }

    @Test
    void aLanguageHasAsManyFormsAsItNeeds() {
        assertEquals("0 bytes", texts.get("bytes", 0));
        assertEquals("1 byte", texts.get("bytes", 1L));
        assertEquals("12,288 bytes", texts.get("bytes", 12_288L));
        assertEquals("none of 3 were left", texts.get("left", 0, 3));
    }

    @Test
    void numbersFollowTheFormatAndTextsTheLanguage() {
        Locale.setDefault(Locale.Category.FORMAT, Locale.GERMANY);
        assertEquals("12.288 bytes", texts.get("bytes", 12_288L));
        assertEquals("12.288", Messages.number(12_288));
        Locale.setDefault(Locale.Category.DISPLAY, Locale.GERMANY);
        assertEquals("12.288 Bytes", texts.get("bytes", 12_288L));
        assertEquals("The stack's limit", texts.get("plain"), "what is not translated stays English");
    }

    @Test
    void valuesAreNoPatterns() {
        assertEquals("The stack's limit is {0} '{", texts.get("one", "{0} '{"));
    }

    @Test
    void aMissingTextIsLoudInTests() {
        assertThrows(AssertionError.class, () -> texts.get("no.such"));
    }
}
