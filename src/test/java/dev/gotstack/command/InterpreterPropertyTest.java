package dev.gotstack.command;

import static org.junit.jupiter.api.Assertions.assertFalse;

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
