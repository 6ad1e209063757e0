package dev.gotstack.analysis;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.gotstack.Samples;
import dev.gotstack.io.MalformedFileException;
import dev.gotstack.io.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Damaged copies of a real dump: an analysis or a refusal, never anything else, and soon.
class HostileDumpTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    private Path folder = Path.of("");

    private void analyze(byte[] content) throws IOException {
        var file = Files.write(folder.resolve("hostile.dmp"), content);
        try {
            var analysis = assertTimeoutPreemptively(
                    SOON, () -> Analyzer.open(file, AnalysisOptions.defaults(), Progress.NONE));
            assertNotNull(analysis.story());
            Samples.close(analysis);
        } catch (MalformedFileException e) {
            assertNotNull(e.getMessage());
        }
    }

    @Test
    void cutAnywhere() throws IOException {
        var whole = Files.readAllBytes(Samples.ARTICLE);
        for (int length = 0; length <= whole.length; length += 0x1000) {
            analyze(Arrays.copyOf(whole, length));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 400})
    void flippedBits(int flips) throws IOException {
        var whole = Files.readAllBytes(Samples.ARTICLE);
        var random = new Random(flips);
        for (int round = 0; round < 40; round++) {
            var damaged = whole.clone();
            for (int i = 0; i < flips; i++) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            analyze(damaged);
        }
    }

    @Test
    void pagesOfGarbage() throws IOException {
        damagePages(new Random(3)::nextInt);
    }

    private void damagePages(IntUnaryOperator random) throws IOException {
        var whole = Files.readAllBytes(Samples.ARTICLE);
        for (int page = 0x2000; page < whole.length; page += 0x1000) {
            var damaged = whole.clone();
            for (int i = page; i < page + 0x1000; i++) {
                damaged[i] = (byte) random.applyAsInt(256);
            }
            analyze(damaged);
        }
    }

    @Test
    void pagesOfZeros() throws IOException {
        damagePages(ignored -> 0);
    }
}
