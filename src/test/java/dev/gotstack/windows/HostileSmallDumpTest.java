package dev.gotstack.windows;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gotstack.Samples;
import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.io.MalformedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Damaged copies of real 64-bit dumps: an analysis or a refusal comes out, never anything else.
@Tag("realdata")
class HostileSmallDumpTest {
    private static final int TABLES = 0x1_0000;

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({"real/rizin_triage_x64.dmp, 20", "lab/x64/x64.dmp, 40"})
    void damageIsSaidOrRefused(String name, int rounds) throws IOException {
        var file = Samples.ROOT.resolve("../shared/data").resolve(name);
        assumeTrue(Files.exists(file), "no dumps beside the project");
        var sound = Files.readAllBytes(file);
        var random = new SplittableRandom(20_260);
        for (int round = 0; round < rounds; round++) {
            var bytes = sound.clone();
            for (int i = 0; i < 200; i++) {
                // Structures lie at the beginning: that is where most of the damage is done.
                int at = random.nextInt(i % 4 == 0 ? bytes.length : Math.min(bytes.length, TABLES) - 8) & ~3;
                int value = random.nextInt(3) == 0 ? -1 : random.nextInt();
                for (int b = 0; b < 4 && at >= 0x100 && at + b < bytes.length; b++) {
                    bytes[at + b] = (byte) (value >>> 8 * b);
                }
            }
            int length = round % 3 == 0 ? 0x2000 + random.nextInt(bytes.length - 0x2000) : bytes.length;
            open(Files.write(folder.resolve("damaged.dmp"), Arrays.copyOf(bytes, length)), round);
        }
    }

    private static void open(Path dump, int round) {
        Assertions.assertTimeout(Duration.ofSeconds(20), () -> {
            try {
                var analysis = Samples.analyze(dump, AnalysisOptions.dumpOnly(true));
                assertFalse(analysis.story().isEmpty(), "round " + round);
                Samples.close(analysis);
            } catch (MalformedFileException refused) {
                assertFalse(String.valueOf(refused.getMessage()).isBlank());
            }
        });
    }
}
