package dev.gotstack.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What programs leave that are killed while they write a file.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class BesideFileTest {
    @TempDir
    private Path folder = Path.of("");

    /// Writes a file and never gets done.
    static final class Writing {
        private Writing() {}

        public static void main(String[] arguments) throws IOException {
            WholeFile.write(Path.of(arguments[0]), out -> {
                out.write(new byte[1 << 16]);
                System.out.println("half");
                try {
                    Thread.sleep(TimeUnit.MINUTES.toMillis(2));
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            });
        }
    }

    private Process writing(Path target) throws IOException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writing.class.getName(),
                        target.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals("half", process.inputReader().readLine());
        return process;
    }

    private List<Path> beside() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("."))
                    .toList();
        }
    }

    /// As if it were so old that no machine can be writing it any more.
    private static void age(List<Path> files) throws IOException {
        for (var file : files) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofMinutes(2))));
        }
    }

    @Test
    void theNextThatWritesThereDeletesWhatAKilledProgramLeft() throws IOException, InterruptedException {
        var target = Files.writeString(folder.resolve("chart.svg"), "old");
        var killed = writing(target);
        var living = writing(folder.resolve("other.svg"));
        try {
            assertEquals(2, beside().size());
            assertTrue(killed.destroyForcibly().waitFor(30, TimeUnit.SECONDS));
            WholeFile.write(target, out -> out.write('1'));
            assertEquals(2, beside().size(), "another machine may be writing it");
            age(beside());
            WholeFile.write(target, out -> out.write('2'));
            assertEquals("2", Files.readString(target));
            var left = beside();
            assertEquals(1, left.size(), left::toString);
            assertTrue(left.getFirst().getFileName().toString().startsWith(".gotstack-" + living.pid() + "-"));
        } finally {
            living.destroyForcibly();
            killed.destroyForcibly();
        }
    }

    @Test
    void filesOfOthersStay() throws IOException {
        var names = List.of(".gotstack-notes.tmp", ".gotstack-1.tmp", ".gotstack-99999999-notes.tmp", "a.tmp");
        for (var name : names) {
            age(List.of(Files.createFile(folder.resolve(name))));
        }
        BesideFile.sweep(folder);
        for (var name : names) {
            assertTrue(Files.exists(folder.resolve(name)), name);
        }
    }
}
