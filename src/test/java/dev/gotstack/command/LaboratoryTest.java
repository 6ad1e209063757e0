package dev.gotstack.command;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The commands on dumps other than the article's.
class LaboratoryTest {
    private static final List<String> LINES = List.of(
            "!analyze -v",
            ".tss 0x28;kC",
            "kfL200",
            "kv",
            "kr",
            "!thread",
            "!pcr",
            "!gdt",
            "!idt",
            "lmv",
            "!stackusage",
            "!derive *",
            "!process 0 2",
            "dd fs:0 L10",
            "u . L4",
            "r");

    static List<Path> laboratory() {
        return Samples.laboratory();
    }

    static List<Path> samples() {
        return Samples.folders();
    }

    @ParameterizedTest
    @MethodSource({"samples", "laboratory"})
    void commandsAnswerWithoutErrors(Path folder) {
        var analysis = Samples.analyze(Samples.dump(folder));
        try {
            var context = Context.of(analysis);
            for (var line : LINES) {
                var result = new WinDbgInterpreter().run(line, context);
                assertFalse(
                        result.output().hasError(),
                        () -> line + "\n" + result.output().text());
                assertTrue(result.output().lines().size() > 0, line);
                context = result.context();
            }
        } finally {
            Samples.close(analysis);
        }
    }
}
