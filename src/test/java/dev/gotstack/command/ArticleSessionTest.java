package dev.gotstack.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gotstack.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The published walkthrough as one session: its commands in its order, from `!analyze -v` and the click on `.tss 0x28`
/// to the stack that `kf` and `kv` do not show, and what its second part announces.
///
/// In the transcript, lines that begin with `+` are ours: the stored copy of the article has lost its pictures and what
/// was a link there. All other lines are printed in the article. `-Dgolden.renew=true` writes it anew.
class ArticleSessionTest {
    private static final Path TRANSCRIPT = Samples.ROOT.resolve("src/test/resources/golden/article-session.txt");
    private static final Path ARTICLE = Samples.ROOT.resolve("../shared/article/got-stack-part-1.txt");
    private static final String PROMPT = "3: kd> ";

    private static String unmarked(String line) {
        return line.startsWith("+") ? line.substring(1) : line;
    }

    @Test
    void everyCommandPrintsWhatTheArticleShows() throws IOException {
        var expected = Files.readAllLines(TRANSCRIPT);
        var actual = session(expected);
        if (Boolean.getBoolean("golden.renew")) {
            var published = published();
            Files.write(
                    TRANSCRIPT,
                    actual.stream()
                            .map(line -> line.startsWith(PROMPT) || published.contains(words(line)) ? line : "+" + line)
                            .toList());
            return;
        }
        assertEquals(
                String.join(
                        "\n",
                        expected.stream().map(ArticleSessionTest::unmarked).toList()),
                String.join("\n", actual));
    }

    private static List<String> session(List<String> transcript) {
        var printed = new ArrayList<String>();
        var analysis = Samples.analyze(Samples.ARTICLE);
        try {
            var context = Context.of(analysis);
            for (var line : transcript) {
                if (line.startsWith(PROMPT)) {
                    printed.add(line);
                    var result = new WinDbgInterpreter().run(line.substring(PROMPT.length()), context);
                    printed.addAll(result.output().text().lines().toList());
                    context = result.context();
                }
            }
        } finally {
            Samples.close(analysis);
        }
        return printed;
    }

    /// Lines that are not marked as ours really stand in the article.
    @Test
    void linesThatAreNotMarkedArePublished() throws IOException {
        assumeTrue(Files.exists(ARTICLE), "no article beside the project");
        var published = published();
        int found = 0;
        for (var line : Files.readAllLines(TRANSCRIPT)) {
            if (!line.isBlank() && !line.startsWith("+") && !line.startsWith(PROMPT)) {
                assertTrue(published.contains(words(line)), line);
                found++;
            }
        }
        assertTrue(found > 60, "only " + found + " lines are the article's");
    }

    /// The article's lines without the author's remarks, which follow an arrow that its stored copy shows as ß.
    private static Set<String> published() throws IOException {
        var lines = new HashSet<String>();
        for (var line : Files.readAllLines(ARTICLE)) {
            lines.add(words(line.split("ß", 2)[0]));
            lines.add(words(words(line).replaceFirst(" (0x40 is the offset|there it is).*", "")));
        }
        return lines;
    }

    private static String words(String line) {
        return line.replace('\u00a0', ' ').strip().replaceAll("\\s+", " ");
    }
}
