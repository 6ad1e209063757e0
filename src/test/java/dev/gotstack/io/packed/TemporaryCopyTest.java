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
class TemporaryCopyTest {
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

    private List<Path> left() throws IOException {
        try (var files = Files.list(folder.resolve("tmp"))) {
            return files.filter(file -> !file.getFileName().toString().startsWith("hsperf"))
                    .sorted()
                    .toList();
        }
    }

    private Path packed() throws IOException {
        Files.createDirectory(folder.resolve("tmp"));
        var packed = folder.resolve("a.dmp.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(Samples.ARTICLE, out);
        }
        return packed;
    }

    @Test
    void aKilledProgramLeavesNothing() throws IOException, InterruptedException {
        var killed = open(packed(), "wait");
        try {
            // Where the system lets a file be without a name, it never has one.
            boolean posix =
                    FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
            assertEquals(posix ? 0 : 1, left().size(), left()::toString);
        } finally {
            killed.destroyForcibly();
        }
        assertTrue(killed.waitFor(30, TimeUnit.SECONDS));
        assertEquals(List.of(), left());
    }

    /// As a system leaves them that cannot delete what is open.
    @Test
    void theNextProgramDeletesWhatADeadOneLeft() throws IOException, InterruptedException {
        var packed = packed();
        var dead = new ProcessBuilder("true").start();
        assertTrue(dead.waitFor(30, TimeUnit.SECONDS));
        var living = open(packed, "wait");
        try {
            Files.createFile(folder.resolve("tmp/gotstack-" + dead.pid() + "-0a.dmp"));
            var stranger = Files.createFile(folder.resolve("tmp/gotstack-notes.dmp"));
            var used = Files.createFile(folder.resolve("tmp/gotstack-" + living.pid() + "-0a.dmp"));
            assertTrue(open(packed, "end").waitFor(30, TimeUnit.SECONDS));
            assertEquals(List.of(used, stranger).stream().sorted().toList(), left());
        } finally {
            living.destroyForcibly();
        }
    }

    /// Its permissions, as the system shows them of a file without a name.
    @Test
    void onlyTheOwnerMayReadThem() throws IOException {
        var handles = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(handles), "the system does not show what a process has open");
        try (var copy = TemporaryCopy.create();
                var out = copy.output()) {
            out.write(1);
            try (var files = Files.list(handles)) {
                var open = files.filter(TemporaryCopyTest::isCopy).toList();
                assertEquals(1, open.size());
                assertEquals(
                        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(open.getFirst())));
            }
        }
        try (var files = Files.list(handles)) {
            assertEquals(0, files.filter(TemporaryCopyTest::isCopy).count());
        }
    }

    private static boolean isCopy(Path handle) {
        try {
            return Files.readSymbolicLink(handle)
                    .getFileName()
                    .toString()
                    .startsWith("gotstack-" + ProcessHandle.current().pid());
        } catch (IOException e) {
            return false; // that of the listing itself
        }
    }
}
