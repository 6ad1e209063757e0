package dev.gotstack.io.packed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gotstack.Samples;
import dev.gotstack.dump.Dump;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Copies of compressed dumps do not outlive the program, even one that is killed.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class TemporaryCopiesTest {
    @TempDir
    private Path folder = Path.of("");

    /// Opens a dump, tells that, and then waits, or ends without closing it.
    static final class Opening {
        private Opening() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            var dump = Dump.open(Path.of(arguments[0]));
            System.out.println(dump.size());
            if (arguments[1].equals("wait")) {
                Thread.sleep(TimeUnit.MINUTES.toMillis(2));
            }
            System.exit(0);
        }
    }

    private Process open(Path packed, String then) throws IOException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-Djava.io.tmpdir=" + folder.resolve("tmp"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Opening.class.getName(),
                        packed.toString(),
                        then)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals(
                Long.toString(Files.size(Samples.ARTICLE)),
                process.inputReader().readLine());
        return process;
    }

    private List<Path> copies() throws IOException {
        try (var files = Files.list(folder.resolve("tmp"))) {
            return files.filter(file -> file.toString().endsWith(".dmp"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void theNextProgramDeletesWhatAKilledOneLeft() throws IOException, InterruptedException {
        Files.createDirectory(folder.resolve("tmp"));
        var stranger = Files.createFile(folder.resolve("tmp/gotstack-notes.dmp"));
        var packed = folder.resolve("a.dmp.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(Samples.ARTICLE, out);
        }
        var killed = open(packed, "wait");
        var living = open(packed, "wait");
        try {
            assertEquals(3, copies().size());
            assertTrue(killed.destroyForcibly().waitFor(30, TimeUnit.SECONDS));
            assertEquals(3, copies().size(), "a killed program cannot tidy up");
            var next = open(packed, "end");
            assertTrue(next.waitFor(30, TimeUnit.SECONDS));
            // The living program's copy stays, and what is only called alike; the last program's own is gone.
            assertEquals(2, copies().size(), copies()::toString);
            assertTrue(Files.exists(stranger));
            assertTrue(copies().stream().anyMatch(file -> file.toString().contains("gotstack-" + living.pid() + "-")));
        } finally {
            living.destroyForcibly();
            killed.destroyForcibly();
        }
    }

    @Test
    void onlyTheOwnerMayReadThem() throws IOException {
        assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix"), "no such permissions here");
        var copy = TemporaryCopies.create();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)));
        TemporaryCopies.delete(copy);
        assertTrue(Files.notExists(copy));
    }
}
