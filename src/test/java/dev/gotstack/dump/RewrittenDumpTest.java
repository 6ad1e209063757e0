package dev.gotstack.dump;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gotstack.Samples;
import dev.gotstack.memory.AddressSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One dump in every format: `rewritedump.py`, which shares nothing with the product, writes it again; what is read
/// must be the same memory.
class RewrittenDumpTest {
    private static final Path WRITER = Samples.ROOT.resolve("src/samples/tools/rewritedump.py");
    private static final Path LONG_MODE = Samples.ROOT.resolve("../shared/data/lab/x64/x64.dmp");

    @TempDir
    private Path folder = Path.of("");

    private Path rewritten(Path source, String kind) throws IOException, InterruptedException {
        assumeTrue(Files.exists(source), source + " is not there");
        var out = folder.resolve(kind + ".dmp");
        try {
            var python = new ProcessBuilder("python3", WRITER.toString(), source.toString(), kind, out.toString())
                    .inheritIO()
                    .start();
            assertTrue(python.waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, python.exitValue());
        } catch (IOException e) {
            abort("no Python: " + e);
        }
        return out;
    }

    @ParameterizedTest
    @CsvSource({
        "full, FULL_64",
        "summary, SUMMARY_64",
        "bitmap-full, BITMAP_FULL_64",
        "bitmap-kernel, BITMAP_KERNEL_64",
        "active, ACTIVE_64",
        "live, LIVE_64",
        "ranges-kernel, RANGES_KERNEL_64",
        "ranges-active, RANGES_ACTIVE_64",
        "ranges-full, RANGES_FULL_64",
    })
    @Tag("realdata")
    void longModeInEveryFormat(String kind, DumpFormat format) throws Exception {
        var file = rewritten(LONG_MODE, kind);
        var walk = new FileWalk(Files.readAllBytes(LONG_MODE));
        try (var dump = Dump.open(file)) {
            assertEquals(format, dump.header().format());
            assertTrue(dump.warnings().isEmpty(), dump.warnings().toString());
            var space = dump.kernelSpace();
            for (var page : walk.mapped().entrySet()) {
                assertArrayEquals(walk.page(page.getValue()), space.bytes(page.getKey(), 0x1000, "page"));
            }
            assertEquals(
                    0x4742444b,
                    space.value(dump.header().kdDebuggerDataBlock() + 0x10, 4).orElseThrow());
        }
    }

    @Test
    @Tag("realdata")
    void longModeAsSmallDumps() throws Exception {
        compareSmall(LONG_MODE, "Rsp");
    }

    @Test
    void aSampleAsSmallDumps() throws Exception {
        compareSmall(Samples.dump(Samples.ROOT.resolve("dumps-sample/overflow-x86-store")), "Esp");
    }

    private void compareSmall(Path source, String stackPointer) throws Exception {
        try (var whole = Dump.open(source)) {
            for (var kind : new String[] {"triage", "triage-old"}) {
                try (var small = Dump.open(rewritten(source, kind))) {
                    assertTrue(small.warnings().isEmpty(), small.warnings().toString());
                    long top = whole.header().context().get(stackPointer);
                    var triage = small.triage().orElseThrow();
                    assertEquals(top, triage.stack().orElseThrow().va());
                    assertTrue(triage.blocks().size() > 5 || kind.equals("triage-old"));
                    for (var block : triage.blocks()) {
                        compare(whole.kernelSpace(), small.kernelSpace(), block);
                    }
                }
            }
        }
    }

    private static void compare(AddressSpace whole, AddressSpace small, MemoryBlock block) {
        int size = (int) block.size();
        assertArrayEquals(whole.bytes(block.va(), size, "whole"), small.bytes(block.va(), size, "small"));
    }
}
