package dev.gotstack.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gotstack.Samples;
import dev.gotstack.memory.Hole;
import dev.gotstack.memory.Translation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every mapped page of 64-bit dumps against an independent reader, volatility3: the same addresses, the same physical
/// pages, the same bytes. Skipped where it is not installed; the environment's PYTHONPATH may name a copy.
class JudgedTranslationTest {
    private static final Path JUDGE = Samples.ROOT.resolve("src/test/resources/judge/volatility_pages.py");
    private static final int NOT_INSTALLED = 9;
    private static final int PAGE = 0x1000;

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "dumps-sample/overflow-x64/overflow-x64.dmp, FULL_64",
        "dumps-sample/overflow-x64-formats/bitmap-full.dmp.gz, BITMAP_FULL_64",
        "../shared/data/lab/x64/x64.dmp, FULL_64",
    })
    void everyMappedPage(String path, DumpFormat format) throws Exception {
        var file = unpacked(Samples.ROOT.resolve(path));
        try (var dump = Dump.open(file)) {
            assertEquals(format, dump.header().format());
            var judged = judged(file, dump.header().directoryTableBase());
            var ours = new ArrayList<String>();
            var space = dump.kernelSpace();
            for (long at = space.nextMapped(0, -1); at != -1; at = next(dump, at)) {
                if (space.hole(at).isPresent()) {
                    // Mapped to a page that the file does not hold: the judge leaves it out, too.
                    assertEquals(
                            Hole.Reason.NOT_IN_DUMP,
                            space.hole(at).orElseThrow().reason());
                    continue;
                }
                var mapped = (Translation.Mapped) space.translate(at).orElseThrow();
                var hash = MessageDigest.getInstance("SHA-256").digest(space.bytes(at, PAGE, "page"));
                ours.add("%016x %x %s".formatted(at, mapped.pa(), HexFormat.of().formatHex(hash)));
            }
            assertTrue(judged.size() > 20, judged.size() + " pages");
            assertEquals(String.join("\n", judged), String.join("\n", ours));
        }
    }

    private static long next(Dump dump, long page) {
        return page >= -PAGE && page < 0 ? -1 : dump.kernelSpace().nextMapped(page + PAGE, -1);
    }

    private Path unpacked(Path file) throws IOException {
        assumeTrue(Files.exists(file), file + " is not there");
        if (!file.toString().endsWith(".gz")) {
            return file;
        }
        var out = folder.resolve("unpacked.dmp");
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            Files.copy(in, out);
        }
        return out;
    }

    private List<String> judged(Path file, long root) throws InterruptedException, IOException {
        var lines = folder.resolve("judged.txt");
        try {
            var python = new ProcessBuilder("python3", JUDGE.toString(), file.toString(), Long.toHexString(root))
                    .redirectOutput(lines.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            assertTrue(python.waitFor(120, TimeUnit.SECONDS), "volatility3 takes too long");
            assumeTrue(python.exitValue() != NOT_INSTALLED, "volatility3 is not installed");
            assertEquals(0, python.exitValue());
        } catch (IOException e) {
            abort("no Python: " + e);
        }
        return Files.readAllLines(lines);
    }
}
