package dev.gotstack.stack.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.stack.Trust;
import dev.gotstack.stack.score.Trial.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Rebuilt stacks against the processor's own instruction trace. No figure of the committed page may drop;
/// `-Dscore.write=true` writes the page anew.
class ScoreTableTest {
    private static final Path PAGE = Samples.ROOT.resolve(".github/decisions/0005-scores.md");
    private static final Path LABORATORY = Samples.ROOT.resolve("../shared/data/lab");
    /// Two ratios cut to three digits may differ by rounding alone.
    private static final double ROUNDING = 1e-9;

    private static List<Trial> trials = List.of();

    @BeforeAll
    static void measure(@TempDir Path folder) {
        var samples = new ArrayList<Sample>();
        Samples.folders().forEach(path -> samples.add(new Sample(path, true)));
        if (Files.isDirectory(LABORATORY)) {
            Samples.laboratory().forEach(path -> samples.add(new Sample(path, false)));
        }
        trials = samples.parallelStream()
                .flatMap(sample -> Trials.of(sample, folder).stream())
                .toList();
    }

    @Test
    void noScoreDrops() throws IOException {
        var page = new ScoreTable(trials).markdown(LocalDate.now());
        if (Boolean.getBoolean("score.write")) {
            assertTrue(Files.isDirectory(LABORATORY), "the page holds the dumps beside the project too");
            Files.writeString(PAGE, page);
        }
        var now = ScoreTable.figures(page);
        var dropped = new ArrayList<String>();
        ScoreTable.figures(Files.readString(PAGE)).forEach((what, before) -> {
            var figure = now.get(what);
            if (figure == null ? Files.isDirectory(LABORATORY) : figure < before - ROUNDING) {
                dropped.add(what + ": " + before + " → " + figure);
            }
        });
        assertEquals("", String.join("\n", dropped), "figures that dropped or are no longer measured");
    }

    @TestFactory
    Stream<DynamicTest> everyFigureIsOnThePage() throws IOException {
        var committed = ScoreTable.figures(Files.readString(PAGE)).keySet();
        return ScoreTable.figures(new ScoreTable(trials).markdown(LocalDate.EPOCH)).keySet().stream()
                .map(what -> DynamicTest.dynamicTest(
                        what,
                        () -> assertTrue(committed.contains(what), "new: write the page with " + ScoreTable.COMMAND)));
    }

    /// With whole dumps, nothing false may ever be called certain.
    @TestFactory
    Stream<DynamicTest> certainIsNeverWrong() {
        return trials.stream()
                .filter(trial -> List.of(Kind.PDBS, Kind.EXPORTS, Kind.NOTHING, Kind.NO_FRAME_RECORDS)
                        .contains(trial.kind()))
                .map(trial -> DynamicTest.dynamicTest(
                        trial.sample().name() + ", " + trial.kind().words(), () -> {
                            var level = trial.score().level(Trust.CERTAIN);
                            assertEquals(level.claims(), level.hits());
                            assertTrue(trial.score().truth() >= 3, "the sample's own stack has calls");
                        }));
    }

    @TestFactory
    Stream<DynamicTest> theLaboratoryIsMeasuredToo() {
        return Samples.laboratory().stream()
                .map(path -> DynamicTest.dynamicTest(
                        path.getFileName().toString(),
                        () -> assertTrue(trials.stream()
                                .anyMatch(trial -> trial.sample().folder().equals(path)))));
    }

    @Test
    void aPageIsReadBack() {
        var markdown = """
                ## T

                | dump | true | with |
                |---|---|---|
                | a | 5 | 0.800 / 1.000 ✗ |

                - holes, certain but wrong: 3
                """;
        assertEquals(
                Map.of("T: a: with: recall", 0.8, "T: a: with: precision", 1.0, "- holes, certain but wrong: ", -3.0),
                ScoreTable.figures(markdown));
    }
}
