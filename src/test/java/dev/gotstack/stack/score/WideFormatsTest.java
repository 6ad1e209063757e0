package dev.gotstack.stack.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.gotstack.Samples;
import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.stack.Trust;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same stack from each format of 64-bit dumps.
class WideFormatsTest {
    private static final Path FOLDER = Samples.ROOT.resolve("dumps-sample/overflow-x64");
    private static final Path FORMATS = Samples.ROOT.resolve("dumps-sample/overflow-x64-formats");
    private static final Sample SAMPLE = new Sample(FOLDER, true);

    @TempDir
    private Path folder = Path.of("");

    private static Score score(String file, AnalysisOptions options) {
        var analysis = Samples.analyze(FORMATS.resolve(file), options);
        try {
            var stack = analysis.stack().orElseThrow();
            var usage = analysis.usage().orElseThrow();
            long owned =
                    usage.modules().stream().mapToLong(module -> module.bytes()).sum();
            assertEquals(stack.size(), owned + usage.free(), "the sums are exact");
            var claims = Claim.of(analysis.reconstructedStack().frames());
            return Score.of(SAMPLE.truth(stack), claims);
        } finally {
            Samples.close(analysis);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bitmap-full.dmp.gz", "bitmap-kernel.dmp.gz", "active.dmp.gz"})
    void pagesHoldAllThereIs(String file) {
        var score = score(file, AnalysisOptions.dumpOnly(false));
        assertEquals(161, score.level(Trust.CERTAIN).hits());
        assertEquals(161, score.claims());
    }

    /// Page ranges, and kinds that are not kept as files: written from the sample when the test runs.
    @ParameterizedTest
    @ValueSource(strings = {"summary", "live", "ranges-kernel", "ranges-active", "ranges-full"})
    void rewrittenPagesHoldAllThereIs(String kind) throws Exception {
        var writer = Samples.ROOT.resolve("src/samples/tools/rewritedump.py");
        var out = folder.resolve(kind + ".dmp");
        try {
            var python = new ProcessBuilder(
                            "python3", writer.toString(), Samples.dump(FOLDER).toString(), kind, out.toString())
                    .inheritIO()
                    .start();
            assertTrue(python.waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, python.exitValue());
        } catch (IOException e) {
            abort("no Python: " + e);
        }
        var score = score(out.toString(), AnalysisOptions.dumpOnly(false));
        assertEquals(161, score.level(Trust.CERTAIN).hits());
        assertEquals(161, score.claims());
    }

    @Test
    void aSmallDumpWithImagesIsAsGood() {
        var images = new AnalysisOptions(List.of(AnalysisOptions.NO_PATHS), List.of(FOLDER), false, false);
        var score = score("triage.dmp.gz", images);
        assertEquals(161, score.level(Trust.CERTAIN).hits());
        assertEquals(161, score.claims());
    }

    @Test
    void aSmallDumpAloneIsCalledUncertain() {
        var score = score("triage.dmp.gz", AnalysisOptions.dumpOnly(false));
        assertEquals(0, score.level(Trust.CERTAIN).claims());
        assertEquals(1, score.recall());
        assertTrue(score.precision() > 0.92, "precision " + score.precision());
        var strong = score.level(Trust.STRONG);
        assertEquals(strong.claims(), strong.hits());
    }
}
