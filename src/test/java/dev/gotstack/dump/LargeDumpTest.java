package dev.gotstack.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.synth.SparseDump;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Dumps of many gigabytes open at once and in little memory.
class LargeDumpTest {
    private static final long GIBIBYTE = 1L << 30;
    /// Of processor time, so that a busy machine does not matter.
    private static final long MOST_MILLISECONDS = 1000;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aCompleteDump() throws Exception {
        open(SparseDump.full(folder.resolve("full.dmp"), 6 * GIBIBYTE >> 12), 6 * GIBIBYTE);
    }

    @Test
    void aBitmapDump() throws Exception {
        open(SparseDump.bitmap(folder.resolve("bitmap.dmp"), 48 * GIBIBYTE >> 12), 48 * GIBIBYTE);
    }

    private static void open(Path file, long size) throws IOException, InterruptedException {
        assertTrue(Files.size(file) > size);
        var child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Opening.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertTrue(child.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, child.exitValue(), said);
        assertTrue(Long.parseLong(said) < MOST_MILLISECONDS, said + " ms");
    }

    /// What runs in a machine of its own, with 128 MiB of heap: opens, reads the first page and the last, says how many
    /// milliseconds of processor time its thread took since it was started.
    static final class Opening {
        private Opening() {}

        public static void main(String[] arguments) throws IOException {
            try (var dump = Dump.open(Path.of(arguments[0]))) {
                var space = dump.kernelSpace();
                check(space.value(SparseDump.ADDRESS, 8).orElseThrow(), SparseDump.FIRST);
                check(space.value(SparseDump.ADDRESS + 0x1000, 8).orElseThrow(), SparseDump.LAST);
                check(space.fileOffset(SparseDump.ADDRESS + 0x1000), dump.size() - 0x1000);
            }
            System.out.println(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1_000_000);
        }

        private static void check(long found, long expected) {
            if (found != expected) {
                throw new IllegalStateException(Long.toHexString(found) + " for " + Long.toHexString(expected));
            }
        }
    }
}
