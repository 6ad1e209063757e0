package dev.gotstack.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.gotstack.Samples;
import dev.gotstack.analysis.Analysis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// A transcript for every command, on a dump that a processor made. Its first line names the dump; lines that begin
/// with a prompt are run, the others are what they print. `-Dgolden.renew=true` writes the transcripts anew.
class CommandGoldenTest {
    private static final Path FOLDER = Samples.ROOT.resolve("src/test/resources/golden/commands");
    /// What 64-bit dumps print otherwise.
    private static final Path WIDE = Samples.ROOT.resolve("src/test/resources/golden/commands64");
    private static final Pattern TYPED = Pattern.compile("[0-9]+: kd> (.*)");
    private static final boolean RENEW = Boolean.getBoolean("golden.renew");

    private static final Map<String, Analysis> OPEN = new TreeMap<>();

    @TempDir
    private Path temporary = Path.of("");

    @AfterAll
    static void close() {
        OPEN.values().forEach(Samples::close);
        OPEN.clear();
    }

    /// Names of files cannot hold what names of commands begin with.
    private static String fileName(String command) {
        return command.replace("!", "bang-")
                        .replace(".", "dot-")
                        .replace("?", "question")
                        .replace("~", "tilde") + ".txt";
    }

    private static String name(Path file) {
        return FOLDER.resolveSibling("").relativize(file).toString();
    }

    private static List<Path> transcripts() {
        return Stream.concat(files(FOLDER).stream(), files(WIDE).stream()).toList();
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyListedCommandHasATranscriptAndHelp() {
        var expected = new TreeSet<String>();
        var helped = new TreeSet<String>();
        for (var command : new WinDbgInterpreter().commands()) {
            var help = command.help();
            expected.add(fileName(command.names().getFirst()));
            helped.add(help.name());
            assertEquals(command.names().getFirst(), help.name());
            assertFalse(help.syntax().isBlank() || help.summary().isBlank(), help.name());
            assertFalse(!help.text().contains("Example: "), help.name());
        }
        var found = new TreeSet<String>();
        files(FOLDER).forEach(file -> found.add(file.getFileName().toString()));
        assertEquals(expected, found);
        assertEquals(helped, new TreeSet<>(HelpTexts.all().keySet()), "help for commands that do not exist");
    }

    @TestFactory
    Stream<DynamicTest> commandsPrintWhatTheirTranscriptsSay() {
        return transcripts().stream().map(file -> DynamicTest.dynamicTest(name(file), () -> check(file)));
    }

    /// The examples that help offers as links do what they say.
    @Test
    void everyExampleOfHelpRuns() {
        var context = Context.of(open("article-x86"))
                .withTask(open("article-x86").interrupted().orElseThrow());
        for (var help : HelpTexts.all().values()) {
            var example = help.text().substring(help.text().lastIndexOf("Example: ") + "Example: ".length());
            boolean writes = example.startsWith(".log") || help.name().equals(".exr");
            if (!writes) {
                var output = new WinDbgInterpreter().run(example, context).output();
                assertFalse(output.hasError(), () -> example + "\n" + output.text());
            }
        }
    }

    /// Following any link of any transcript is a command that works.
    @TestFactory
    Stream<DynamicTest> linksCanBeFollowed() {
        return transcripts().stream().map(file -> DynamicTest.dynamicTest(name(file), () -> follow(file)));
    }

    private void follow(Path file) throws IOException {
        var transcript = Files.readAllLines(file);
        var links = new TreeSet<String>();
        play(
                transcript,
                (typed, result) -> result.output()
                        .lines()
                        .forEach(line -> line.spans().stream()
                                .flatMap(span -> Stream.ofNullable(span.link()))
                                .forEach(link -> links.add(link.command()))));
        links.removeIf(link -> link.startsWith(".log"));
        var context = Context.of(open(dump(transcript)));
        for (var link : links) {
            var output = new WinDbgInterpreter().run(link, context).output();
            // The reason why a thread's stack is missing is an answer, and so is the end of readable code.
            assertFalse(
                    output.hasError() && !output.text().contains("Memory access error"),
                    () -> link + "\n" + output.text());
        }
    }

    private static String dump(List<String> transcript) {
        return transcript.getFirst().replaceFirst("dump: ", "");
    }

    private void check(Path file) throws IOException {
        var expected = Files.readAllLines(file);
        var actual = run(expected);
        if (RENEW) {
            Files.write(file, actual);
        } else {
            assertEquals(String.join("\n", expected), String.join("\n", actual));
        }
    }

    private List<String> run(List<String> transcript) {
        var lines = new ArrayList<String>();
        lines.add(transcript.getFirst());
        play(transcript, (typed, result) -> {
            lines.add(plain(typed));
            result.output().text().lines().map(this::plain).forEach(lines::add);
        });
        return lines;
    }

    /// Runs the lines of a transcript one after the other.
    ///
    /// @param each gets every line with its prompt, and its result
    private void play(List<String> transcript, BiConsumer<String, Result> each) {
        var context = Context.of(open(dump(transcript)));
        for (var line : transcript) {
            var typed = TYPED.matcher(line);
            if (typed.matches()) {
                var command = typed.group(1).replace("<temporary>", temporary.toString());
                var result = new WinDbgInterpreter().run(command, context);
                each.accept(context.prompt() + " " + command, result);
                context = result.context();
            }
        }
    }

    /// Without what differs from machine to machine.
    private String plain(String line) {
        var samples = Samples.ROOT.resolve("dumps-sample");
        return line.replace(temporary.toString(), "<temporary>")
                .replace(samples.toAbsolutePath().normalize().toString(), "<samples>")
                .replace(samples.toString(), "<samples>")
                .replaceFirst("^Gotstack .*, Java .* on .*", "Gotstack <version>, Java <version> on <system>");
    }

    private static Analysis open(String name) {
        return OPEN.computeIfAbsent(
                name,
                each -> Samples.analyze(
                        Samples.dump(Samples.ROOT.resolve("dumps-sample").resolve(each))));
    }
}
