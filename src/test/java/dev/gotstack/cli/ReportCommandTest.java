package dev.gotstack.cli;

import static dev.gotstack.cli.Ran.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotstack.Samples;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportCommandTest {
    private static final String ARTICLE = Samples.ARTICLE.toString();

    @TempDir
    private Path folder = Path.of("");

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private List<String> left() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"html", "pdf", "md", "json", "csv"})
    void reportsAreWritten(String extension) throws IOException {
        var ran = run("report", ARTICLE, "-o", file("r." + extension), "--customer", "A & B", "--case", "SR-1");
        assertEquals(0, ran.exit(), ran.err());
        assertEquals("", ran.err());
        assertTrue(Files.size(folder.resolve("r." + extension)) > 500);
        assertEquals(List.of("r." + extension), left());
    }

    @Test
    void customerIsTheDefaultLevel() throws IOException {
        run("report", ARTICLE, "-o", file("a.md"));
        run("report", ARTICLE, "-o", file("b.md"), "--level", "engineer");
        assertFalse(Files.readString(folder.resolve("a.md")).contains("87d68438"));
        assertTrue(Files.readString(folder.resolve("b.md")).contains("87d68438"));
        assertTrue(Files.readString(folder.resolve("b.md")).contains("`!stackusage`"));
    }

    @Test
    void theUsersWordsAreInIt() throws IOException {
        var ran = run(
                "report",
                ARTICLE,
                "-o",
                file("r.html"),
                "--title",
                "My <title>",
                "--note",
                "one\ntwo <b>",
                "--case",
                "C");
        assertEquals(0, ran.exit(), ran.err());
        var text = Files.readString(folder.resolve("r.html"));
        assertTrue(text.contains("<h1>My &lt;title&gt;</h1>"), text);
        assertTrue(text.contains("<p>one</p>\n<p>two &lt;b&gt;</p>"), text);
    }

    @Test
    void wrongUsageGivesTwo() throws IOException {
        assertEquals(2, run("report", ARTICLE).exit());
        assertEquals(2, run("report", ARTICLE, "-o", file("r.docx")).exit());
        assertEquals(
                2,
                run("report", ARTICLE, "-o", file("r.pdf"), "--level", "boss").exit());
        assertEquals(
                2, run("report", ARTICLE, "-o", file("r.pdf"), "--paper", "a5").exit());
        assertEquals(
                2,
                run("report", ARTICLE, "-o", file("r.pdf"), "--template", ARTICLE)
                        .exit());
        assertEquals(
                2,
                run("report", ARTICLE, "-o", file("r.html"), "--template", file("none"))
                        .exit());
        assertEquals(2, run("analyze", ARTICLE, "-j", "0").exit());
        assertEquals(List.of(), left());
    }

    @Test
    void templatesHaveSlotsAndNothingElse() throws IOException {
        Files.writeString(
                folder.resolve("t.md"),
                "T={{title}};{{#note}}N={{note}};{{/note}}{{#case}}C={{case}}{{/case}}\n{{section.advice}}{{section.none}}");
        var ran = run("report", ARTICLE, "-o", file("r.md"), "--template", file("t.md"), "--case", "{{title}} 7");
        assertEquals(0, ran.exit(), ran.err());
        var text = Files.readString(folder.resolve("r.md"));
        assertTrue(
                text.startsWith("T=Two Contoso Ltd. drivers used 67 % of the kernel stack;C=\\{\\{title\\}\\} 7\n"),
                text);
        assertTrue(text.contains("## What to do"), text);
        assertFalse(text.contains("## Findings"), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{title.class}}", "{{> /etc/passwd}}", "{{{title}}}", "{{getClass}}"})
    void templatesCannotReachAnythingElse(String slot) throws IOException {
        Files.writeString(folder.resolve("t.html"), slot);
        var ran = run("report", ARTICLE, "-o", file("r.html"), "--template", file("t.html"));
        if (ran.exit() == 0) {
            assertEquals(
                    "{Two Contoso Ltd. drivers used 67 % of the kernel stack}",
                    Files.readString(folder.resolve("r.html")));
        } else {
            assertEquals(2, ran.exit());
            assertTrue(ran.err().contains("there are: body, "), ran.err());
            assertEquals(List.of("t.html"), left());
        }
    }

    @Test
    void whatCannotBeWrittenIsAClearError() throws IOException {
        var ran = run("report", ARTICLE, "-o", file("none/r.pdf"));
        assertEquals(1, ran.exit());
        assertTrue(ran.err().contains("does not exist"), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        Files.createDirectory(folder.resolve("d.html"));
        assertTrue(run("report", ARTICLE, "-o", file("d.html")).err().contains("there is a folder of that name"));
        assertEquals(List.of("d.html"), left());
    }

    @Test
    void badDumpsAreReportedAndGiveThree() throws IOException {
        var bad = Files.write(folder.resolve("bad.dmp"), "no dump".getBytes(StandardCharsets.UTF_8));
        var ran = run("report", ARTICLE, bad.toString(), ARTICLE, "-o", file("r.json"));
        assertEquals(3, ran.exit());
        assertEquals(1, ran.err().lines().count(), ran.err());
        var tree = new ObjectMapper().readTree(folder.resolve("r.json").toFile());
        assertEquals(3, tree.get("dumps").size());
        assertTrue(
                tree.at("/dumps/1/error/message").asText().contains("PAGEDUMP"),
                tree.at("/dumps/1").toString());
        assertEquals(88, tree.at("/dumps/2/usage/freeAtFault").asInt());
    }

    @Test
    void atMostFiftyAreCompared() {
        var arguments = new ArrayList<String>();
        arguments.add("report");
        for (int i = 0; i < 51; i++) {
            arguments.add("none" + i + ".dmp");
        }
        arguments.addAll(List.of("-o", file("r.md")));
        assertEquals(2, run(arguments.toArray(String[]::new)).exit());
    }

    @Test
    void batchesKeepTheirOrderHoweverManyWork() throws IOException {
        var arguments = new ArrayList<>(List.of("analyze", "--json", "-j", "3"));
        for (int i = 0; i < 12; i++) {
            var name = folder.resolve("d" + i + ".dmp");
            if (i % 4 == 3) {
                Files.writeString(name, "no dump");
            } else {
                Files.copy(Samples.ARTICLE, name);
            }
            arguments.add(name.toString());
        }
        var ran = run(arguments.toArray(String[]::new));
        assertEquals(3, ran.exit());
        var lines = ran.out().lines().toList();
        assertEquals(12, lines.size());
        for (int i = 0; i < 12; i++) {
            var tree = new ObjectMapper().readTree(lines.get(i));
            assertEquals("d" + i + ".dmp", tree.get("file").asText());
            assertEquals(i % 4 == 3, tree.has("error"));
        }
        assertEquals(3, ran.err().lines().count(), "no progress where nobody watches: " + ran.err());
    }

    @Test
    void progressIsDrawnForATerminalOnly() {
        var err = new StringWriter();
        var line = GotstackCommand.commandLine((dumps, options, alone) -> Optional.of("no window"))
                .setErr(new PrintWriter(err));
        var console = new Console(line.getCommandSpec());
        var progress = new ProgressLine(console, 4, true);
        progress.clear();
        progress.step();
        assertTrue(err.toString().endsWith("] 1 of 4 dumps"), err.toString());
        var quiet = new ProgressLine(console, 4, false);
        int before = err.toString().length();
        quiet.clear();
        quiet.step();
        assertEquals(before, err.toString().length());
    }
}
