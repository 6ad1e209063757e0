package dev.gotstack.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gotstack.io.Progress;
import dev.gotstack.synth.DumpWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A dump whose file ends amid a page, compared with the whole one: that page is not held.
class CutPageTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void aPageThatIsCutOffIsNotHeld() throws IOException {
        var writer = new DumpWriter().directoryTableBase(0x2000);
        for (int page = 2; page <= 4; page++) {
            new Random(page).nextBytes(writer.page(page).array());
        }
        var bytes = writer.full();
        var whole = Files.write(folder.resolve("whole.dmp"), bytes);
        var cut = Files.write(folder.resolve("cut.dmp"), Arrays.copyOf(bytes, bytes.length - 0x7ff));
        try (var first = Dump.open(whole);
                var second = Dump.open(cut)) {
            var compared = first.compare(second, Progress.NONE);
            assertEquals(new PageComparison(2, 1, 0, List.of()), compared);
            assertEquals(new PageComparison(2, 0, 1, List.of()), second.compare(first, Progress.NONE));
        }
    }
}
