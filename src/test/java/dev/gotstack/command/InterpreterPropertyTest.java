package dev.gotstack.command;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.analysis.Analysis;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/// Whatever is typed, the interpreter answers.
class InterpreterPropertyTest {
    private static final List<String> WORDS = List.of(
            "dd",
            "db",
            "da",
            "dps",
            "u",
            "ub",
            "uf",
            "k",
            "kfL200",
            "kr",
            "kv",
            ".tss",
            ".trap",
            ".cxr",
            "r",
            "resp",
            "?",
            "lm",
            "lmvm",
            "ln",
            "x",
            "dt",
            "!thread",
            "!process",
            "!pcr",
            "!gdt",
            "!idt",
            "!pte",
            "!vtop",
            ".help",
            "!derive",
            ".formats",
            "dc",
            "dq",
            "dW",
            "df",
            "dD",
            "dpp",
            "dpa",
            "dpu",
            "dqs",
            "d",
            "s",
            "s -sa",
            "s -d",
            ".thread",
            ".process",
            ".frame /c",
            ".exr",
            "~",
            "~0s",
            "2r",
            ".formats",
            "!stacks 2",
            "!running -it",
            "!prcb",
            "!irql",
            ".kframes",
            "kd",
            ".echo",
            "lm v m",
            "x /v",
            "dt -b",
            "dt -l",
            ".hh",
            "/c",
            "/p",
            "L?ffffffff",
            "87d68438",
            "874c6800",
            "nt",
            "nt!_KiTrap0E",
            "nt!*",
            "_KPCR",
            "esp",
            "@eip",
            "fs:1c",
            "0030:0",
            "0x28",
            "f7737000",
            "L10",
            "L?100",
            "ffffffff",
            "1`00000000",
            "0n99999999999",
            "poi(",
            "(",
            ")",
            "+",
            "-",
            "*",
            "/",
            "%",
            "<<",
            ">>>",
            "=",
            ";",
            ".",
            "..",
            "'",
            "\"",
            "`",
            "!",
            "@",
            "$",
            ",",
            " ",
            " ",
            " ",
            "-r3",
            "-v",
            "L",
            "b8ae5fe4",
            "~",
            "not",
            "by",
            "hi",
            ":",
            "::",
            "?*",
            "&",
            "|",
            "^",
            "<",
            "mod 0",
            "/0");

    private static @Nullable Analysis analysis;

    @BeforeContainer
    static void open() {
        analysis = Samples.analyze(Samples.ARTICLE);
    }

    @AfterContainer
    static void close() {
        Samples.close(opened());
    }

    private static Analysis opened() {
        return Objects.requireNonNull(analysis);
    }

    @Property(tries = 1500)
    void linesOfCommandWordsAreAnswered(@ForAll("lines") String line) {
        answer(line);
    }

    @Property(tries = 500)
    void anyTextIsAnswered(@ForAll String line) {
        answer(line);
    }

    @Property(tries = 500)
    void anyTextIsAnExpressionOrAnError(@ForAll String text) {
        answer("? " + text);
        answer("dd " + text);
    }

    private static void answer(String line) {
        var start = Context.of(opened());
        for (var context : List.of(start, start.withTask(opened().interrupted().orElseThrow()))) {
            var text = new WinDbgInterpreter().run(line, context).output().text();
            assertFalse(text.contains("Internal error"), () -> line + "\n" + text);
        }
    }

    /// Completions of any line are there, are not too many, and stand where they belong.
    @Property(tries = 300)
    void anyLineIsCompletedOrNot(@ForAll("lines") String line, @ForAll int caret) {
        var context = Context.of(opened());
        for (var completion : new Completions().complete(line, caret, context)) {
            int end = Math.clamp(caret, 0, line.length());
            assertTrue(completion.start() >= 0 && completion.start() <= end, line);
        }
        assertTrue(new Completions().complete(line, line.length(), context).size() <= Completions.MOST);
        assertNotNull(new Help().of(line));
    }

    @Provide
    Arbitrary<String> lines() {
        return Arbitraries.of(WORDS)
                .list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(words ->
                        String.join("", words).concat(words.size() % 2 == 0 ? "" : " " + String.join(" ", words)));
    }
}
