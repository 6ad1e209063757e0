package dev.gotstack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.model.ConsoleEntry;
import dev.gotstack.report.AnalysisJson;
import dev.gotstack.report.StoryText;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Numbers of the window follow the user's locale; what commands print does not.
class NumbersTest extends WindowTest {
    private static final List<String> COMMANDS = List.of(
            "!stackusage",
            "!stackusage -without hogflt",
            "kr",
            "kr -v 3",
            "dd esp",
            "!pte 0",
            "lm",
            "!derive *",
            "!analyze -v",
            ".bugcheck");

    @AfterEach
    void backToEnglish() {
        Locale.setDefault(Locale.US);
    }

    @Test
    void theWindowGroupsDigitsAsGermansDo() {
        Locale.setDefault(Locale.Category.FORMAT, Locale.GERMANY);
        open(Samples.ARTICLE);
        assertTrue(texts("#legend").contains("5.204"), texts("#legend"));
        var header = texts(".usage-top");
        assertTrue(header.contains("12.288 bytes"), header);
        assertTrue(texts("#reconstructed").contains("1.568"), texts("#reconstructed"));
        assertEquals("b8ae5fe4", text("#register-esp"), "values are no quantities");
    }

    @Test
    void whatCommandsPrintIsTheSameEverywhere() throws IOException, URISyntaxException {
        open(Samples.ARTICLE);
        var english = printed();
        var story = StoryText.of(analysis());
        var json = AnalysisJson.text(AnalysisJson.of(analysis()), true);
        PseudoLanguage.speak();
        Locale.setDefault(Locale.Category.FORMAT, Locale.GERMANY);
        assertEquals(english, printed());
        assertEquals(story, StoryText.of(analysis()));
        assertEquals(json, AnalysisJson.text(AnalysisJson.of(analysis()), true));
        assertTrue(analysis().findings().getFirst().summary().local().contains(PseudoLanguage.BEGIN));
    }

    private String printed() {
        int before = model.console().size();
        interact(() -> COMMANDS.forEach(model::follow));
        waitFor(this::isQuiet);
        var entries =
                List.copyOf(model.console().subList(before, model.console().size()));
        var lines = entries.stream().map(ConsoleEntry::line).toList();
        assertTrue(lines.containsAll(COMMANDS), lines.toString());
        return entries.stream()
                .filter(entry -> COMMANDS.contains(entry.line()))
                .map(ConsoleEntry::text)
                .collect(Collectors.joining("\n"));
    }
}
