package dev.gotstack.cli;

import static dev.gotstack.cli.Ran.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotstack.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ARTICLE = Samples.ARTICLE.toString();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void withoutADriverTheAnswerIsPrintedAndInTheChart() throws IOException {
        var target = folder.resolve("chart.json");
        var ran = run("chart", ARTICLE, "-o", target.toString(), "--without", "HogFlt");
        assertEquals(0, ran.exit(), ran.err());
        assertTrue(ran.out().startsWith("Without hogflt (48 frames, 3,072 bytes), 3,160 of 12,288 bytes"), ran.out());
        var tree = JSON.readTree(target.toFile()).get("whatIf");
        assertEquals("hogflt", tree.at("/without/0").asText());
        assertEquals(3_160, tree.get("freeAtFault").asInt());
        assertEquals(116, tree.get("neededAtFault").asInt());
        assertEquals("avoided", tree.get("verdict").asText());
        assertEquals(4, tree.get("sentences").size());

        var falls = run("chart", ARTICLE, "-o", target.toString(), "--without", "hogflt", "--called", "falls", "-q");
        assertEquals("", falls.out());
        assertEquals(
                "never called",
                JSON.readTree(target.toFile()).at("/whatIf/verdict").asText());
    }

    @Test
    void theCommandGivesTheSameAnswer() {
        var chart = run(
                "chart",
                ARTICLE,
                "-o",
                folder.resolve("chart.json").toString(),
                "--without",
                "fabfs",
                "--called",
                "falls");
        var command = run("run", ARTICLE, "-c", "!stackusage -without FabFs -falls");
        assertTrue(command.out().endsWith(chart.out()), command.out());
        assertTrue(run("run", ARTICLE, "-c", "!stackusage -without beep").out().contains("beep has no frame"));
        assertTrue(run("run", ARTICLE, "-c", "!stackusage beep").out().contains("Usage: !stackusage"));
    }

    @Test
    void aDriverThatIsNotThereIsNamed() {
        var target = folder.resolve("chart.svg");
        var ran = run("chart", ARTICLE, "-o", target.toString(), "--without", "beep");
        assertEquals(2, ran.exit());
        assertTrue(ran.err().contains("beep: no such driver on this stack, which has stackhog, hogflt"), ran.err());
        assertFalse(Files.exists(target));
    }

    @Test
    void scaleAndPaperAreChecked() {
        var target = folder.resolve("chart.png").toString();
        assertEquals(2, run("chart", ARTICLE, "-o", target, "--scale", "5").exit());
        assertEquals(2, run("chart", ARTICLE, "-o", target, "--paper", "A5").exit());
        assertEquals(
                0,
                run("chart", ARTICLE, "-o", target, "--scale", "1", "--colour", "company")
                        .exit());
    }

    @Test
    void whatIsInTheWayOfAFileIsSaid() throws IOException {
        var ran = run("chart", ARTICLE, "-o", folder.resolve("none/chart.svg").toString());
        assertEquals(1, ran.exit());
        assertTrue(ran.err().endsWith(" does not exist\n"), ran.err());
        var taken = Files.createDirectory(folder.resolve("chart.svg"));
        ran = run("chart", ARTICLE, "-o", taken.toString());
        assertEquals(1, ran.exit());
        assertTrue(ran.err().contains("there is a folder of that name"), ran.err());
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count(), "nothing else is left behind");
        }
    }
}
