package dev.gotstack.stack.score;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.stack.Trust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Rebuilt stacks of 64-bit code against the processor's own instruction trace.
class WideScoreTest {
    private static final Path LABORATORY = Samples.ROOT.resolve("../shared/data/lab/x64");

    private static List<Trial> trials = List.of();

    @BeforeAll
    static void measure(@TempDir Path folder) {
        var all = new ArrayList<Trial>();
        all.addAll(WideTrials.of(new Sample(Samples.ROOT.resolve("dumps-sample/overflow-x64"), true), folder));
        if (Files.isDirectory(LABORATORY)) {
            all.addAll(WideTrials.of(new Sample(LABORATORY, false), folder));
        }
        trials = List.copyOf(all);
    }

    @TestFactory
    Stream<DynamicTest> asGoodAsRequired() {
        return trials.stream()
                .map(trial -> DynamicTest.dynamicTest(
                        name(trial),
                        () -> assertAll(
                                () -> assertTrue(
                                        trial.score().recall() >= leastRecall(trial),
                                        "recall " + trial.score().recall()),
                                () -> assertTrue(
                                        trial.score().precision() >= leastPrecision(trial),
                                        "precision " + trial.score().precision()))));
    }

    @TestFactory
    Stream<DynamicTest> certainIsNeverWrong() {
        return trials.stream()
                .map(trial -> DynamicTest.dynamicTest(name(trial), () -> {
                    var level = trial.score().level(Trust.CERTAIN);
                    assertEquals(level.claims(), level.hits());
                    assertTrue(trial.score().truth() >= 100, "the sample's own stack has many calls");
                }));
    }

    @TestFactory
    Stream<DynamicTest> wholeDumpsAreCertain() {
        return trials.stream()
                .filter(trial -> switch (trial.kind()) {
                    case PDBS, EXPORTS, NOTHING -> true;
                    default -> false;
                })
                .map(trial -> DynamicTest.dynamicTest(
                        name(trial),
                        () -> assertEquals(
                                trial.score().truth(),
                                trial.score().level(Trust.CERTAIN).hits())));
    }

    private static String name(Trial trial) {
        return trial.sample().name() + ", " + trial.kind().words() + " " + trial.detail();
    }

    private static double leastRecall(Trial trial) {
        return switch (trial.kind()) {
            case ZERO_HOLES_BARE, RANDOM_HOLES_BARE -> 0.97;
            case ABSENT -> 0.98;
            default -> 1;
        };
    }

    private static double leastPrecision(Trial trial) {
        return switch (trial.kind()) {
            case ZERO_HOLES_BARE, RANDOM_HOLES_BARE -> 0.99;
            // Words of a driver that is not there are taken for frames of its own, and called weak.
            case ABSENT -> 0.92;
            default -> 1;
        };
    }
}
