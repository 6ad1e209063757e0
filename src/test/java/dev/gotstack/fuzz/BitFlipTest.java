package dev.gotstack.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.io.MalformedFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Single bits of dumps are flipped, a few; with `-Dfuzz.flips=100000` as many of each sample, with
/// `-Dfuzz.flip.seconds` for as long.
class BitFlipTest {
    private static final int FLIPS = Integer.getInteger("fuzz.flips", 0);
    private static final long SECONDS = Long.getLong("fuzz.flip.seconds", 3600);
    private static final int FEW = 40;
    private static final int KEPT = 30;

    @TempDir
    private Path folder = Path.of("");

    private final Map<String, Integer> found = new LinkedHashMap<>();

    /// Each sample in turn, so that all have had a fair share when the time is over.
    @Test
    void whatIsShownIsRightOrMarkedUnknown() throws IOException {
        var files = Corpus.files(".dmp", ".dmp.gz").stream()
                .filter(file -> FLIPS > 0 || file.endsWith("overflow-x86-store.dmp"))
                .toList();
        var samples = new LinkedHashMap<BitFlips, SplittableRandom>();
        for (var file : files) {
            try {
                add(file, samples);
            } catch (MalformedFileException refused) {
                System.out.println(file + " is refused as it is: " + refused.getMessage());
            }
        }
        assertFalse(samples.isEmpty());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        int most = FLIPS > 0 ? FLIPS : FEW;
        for (int i = 0; i < most && System.nanoTime() < end; i++) {
            for (var sample : samples.entrySet()) {
                flip(sample.getKey(), sample.getValue());
            }
            if (i % 100 == 99) {
                samples.keySet().forEach(BitFlipTest::tell);
            }
        }
        for (var sample : samples.keySet()) {
            tell(sample);
            sample.close();
        }
        assertEquals(Map.of(), found);
        assertTrue(samples.keySet().stream().anyMatch(sample -> sample.changes() > 0), "nothing was ever hit");
    }

    private void add(Path file, Map<BitFlips, SplittableRandom> samples) throws IOException {
        // What the dump itself holds, and the exports: other files do not change.
        var options = AnalysisOptions.dumpOnly(true);
        var specimen = Corpus.specimens(List.of(file)).getFirst();
        long seed = Long.getLong("fuzz.seed", 12);
        samples.put(
                new BitFlips(specimen, file.resolveSibling("."), options, folder),
                new SplittableRandom(seed + specimen.name().hashCode()));
    }

    private void flip(BitFlips sample, SplittableRandom random) throws IOException {
        try {
            sample.flip(random);
        } catch (AssertionError e) {
            if (found.size() < KEPT) {
                found.put(String.valueOf(e), 1);
                System.out.println("FOUND " + e);
                if (e.getCause() != null) {
                    e.printStackTrace(System.out);
                }
            }
        }
    }

    private static void tell(BitFlips sample) {
        System.out.println(sample);
    }
}
