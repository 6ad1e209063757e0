package dev.gotstack.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Footprint;
import dev.gotstack.Samples;
import dev.gotstack.io.Progress;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Opening that is cancelled, at each of its steps: nothing stays open or mapped.
class CancelledOpeningTest {
    @TempDir
    private Path folder = Path.of("");

    /// Ends the work at its nth step.
    private static final class Ending implements Progress {
        private int left;

        Ending(int step) {
            this.left = step;
        }

        @Override
        public void at(String what, long done, long total) {
            if (left-- == 0) {
                throw new CancellationException(what);
            }
        }
    }

    /// @return how many steps there are
    private static int cancelEverywhere(Path dump) throws IOException {
        var before = Footprint.now();
        for (int step = 0; ; step++) {
            try {
                Samples.close(Analyzer.open(dump, AnalysisOptions.defaults(), new Ending(step)));
                assertEquals(before, Footprint.now(), "closed");
                return step;
            } catch (CancellationException cancelled) {
                assertEquals(before, Footprint.now(), "cancelled at step " + step + ": " + cancelled.getMessage());
            }
        }
    }

    /// With PDBs and images of every module beside it.
    @Test
    void aDumpWithItsSymbols() throws IOException {
        assertTrue(cancelEverywhere(Samples.ARTICLE) > 8);
    }

    @Test
    void aCompressedDump() throws IOException {
        var packed = folder.resolve("a.dmp.gz");
        try (var out = new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(packed)))) {
            Files.copy(Samples.ARTICLE, out);
        }
        assertTrue(cancelEverywhere(packed) > 4);
    }
}
