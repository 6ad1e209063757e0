package dev.gotstack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotstack.Samples;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChartCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ARTICLE = Samples.ARTICLE.toString();
    private static final Pattern USAGE = Pattern.compile(" *(\\d+) +[\\d.]+% +(\\d+) +\\d+  (\\S+).*");
    private static final Pattern ROW = Pattern.compile("^ *([0-9a-f]+)  [0-9a-f]{8} [0-9a-f]{8} .*");

    @TempDir
    private Path folder = Path.of("");

    private record Ran(int exit, String out, String err) {}

    private static Ran run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exit = GotstackCommand.commandLine((dumps, options) -> false)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Ran(exit, out.toString(), err.toString());
    }

    static List<Path> samples() {
        return Samples.folders();
    }

    /// Chart, analysis, `!stackusage` and the rows of the rebuilt stack have the same bytes for the same things.
    @ParameterizedTest
    @MethodSource("samples")
    void bytesAreEqualEverywhere(Path sample) throws IOException {
        var dump = Samples.dump(sample).toString();
        var target = folder.resolve("chart.json");
        assertEquals(0, run("chart", dump, "-o", target.toString()).exit());
        var chart = JSON.readTree(target.toFile()).get("usage");
        var story = JSON.readTree(run("analyze", "--json", dump).out()).get("usage");
        var printed = printed(run("run", dump, "-c", "!stackusage").out());

        var modules = modules(chart);
        assertEquals(modules, modules(story));
        assertEquals(modules, printed);
        assertEquals(
                chart.get("stackSize").asLong(),
                modules.values().stream().mapToLong(Long::longValue).sum()
                        + chart.get("free").asLong());
        long slices = 0;
        var frames = new HashMap<Integer, Long>();
        for (var slice : chart.get("slices")) {
            slices += slice.get("bytes").asLong();
            if (!slice.get("frame").isNull()) {
                frames.merge(slice.get("frame").asInt(), slice.get("bytes").asLong(), Long::sum);
            }
        }
        assertEquals(chart.get("stackSize").asLong(), slices);
        rows(run("run", dump, "-c", ".tss 0x28; kra").out(), frames);
    }

    /// The distance `kf` prints for a frame whose neighbours are calls like itself is what the chart draws for it.
    private static void rows(String text, Map<Integer, Long> frames) {
        var rows = text.lines()
                .filter(line -> ROW.matcher(line).matches() || line.contains("ChildEBP"))
                .toList();
        int compared = 0;
        int start = 0;
        while (start < rows.size() && !rows.get(start).contains("ChildEBP")) {
            start++;
        }
        for (int i = start + 3; i < rows.size() - 2; i++) {
            var row = ROW.matcher(rows.get(i));
            int frame = i - start;
            if (row.matches()
                    && frames.containsKey(frame)
                    && !rows.get(i).contains("trap")
                    && !rows.get(i - 1).contains("trap")) {
                compared += frames.get(frame) == Long.parseLong(row.group(1), 16) ? 1 : 0;
            }
        }
        assertTrue(compared > 0 || rows.size() < 8, text);
    }

    private static Map<String, Long> modules(JsonNode usage) {
        var modules = new HashMap<String, Long>();
        for (var module : usage.get("modules")) {
            modules.put(module.get("name").asText(), module.get("bytes").asLong());
        }
        return modules;
    }

    private static Map<String, Long> printed(String text) {
        var modules = new HashMap<String, Long>();
        text.lines()
                .map(USAGE::matcher)
                .filter(row -> row.matches())
                .forEach(row -> modules.put(row.group(3), Long.parseLong(row.group(1))));
        return modules;
    }

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
