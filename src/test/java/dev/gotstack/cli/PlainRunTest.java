package dev.gotstack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The short way does what the parser's way does, and takes nothing that the parser would take otherwise.
class PlainRunTest {
    private static final String ARTICLE = Samples.ARTICLE.toString();

    private static Ran plain(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exit = PlainRun.of(arguments).orElseThrow().run(new PrintWriter(out), new PrintWriter(err));
        return new Ran(exit, out.toString(), err.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {".tss 0x28; kf", "dd b8ae5fe0 L10", "nonsense; r", " ", ".sympath none; .reload; lm", "\"a b\""})
    void bothWaysSayTheSame(String commands) {
        assertEquals(Ran.run("run", ARTICLE, "-c", commands), plain("run", ARTICLE, "-c", commands));
    }

    @Test
    void bothWaysFailAlike() {
        for (var file : new String[] {
            "/no such.dmp",
            Samples.ROOT.toString(),
            Samples.ROOT.resolve("pom.xml").toString()
        }) {
            var ran = plain("run", file, "-c", "r");
            assertEquals(Ran.run("run", file, "-c", "r"), ran);
            assertEquals(Exit.NOT_A_DUMP, ran.exit());
        }
    }

    @Test
    void otherFormsAreTheParsers() {
        assertTrue(PlainRun.of("run", ARTICLE, "-c", "-r").isEmpty());
        assertTrue(PlainRun.of("run", ARTICLE, "-c", "@file").isEmpty());
        assertTrue(PlainRun.of("run", "@file", "-c", "r").isEmpty());
        assertTrue(PlainRun.of("run", "-q", "-c", "r").isEmpty());
        assertTrue(PlainRun.of("run", "", "-c", "r").isEmpty());
        assertTrue(PlainRun.of("run", ARTICLE, "-s", "r").isEmpty());
        assertTrue(PlainRun.of("run", ARTICLE, "-c").isEmpty());
        assertTrue(PlainRun.of("run", ARTICLE, "-c", "r", "--strict").isEmpty());
        assertTrue(PlainRun.of("analyze", ARTICLE, "-c", "r").isEmpty());
    }
}
