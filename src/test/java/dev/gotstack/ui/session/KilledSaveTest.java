package dev.gotstack.ui.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.model.Mark;
import dev.gotstack.model.Notes;
import dev.gotstack.stack.Corrections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Programs that are killed while they save sessions, a few of them; with `-Dfuzz.kills=200` as many.
class KilledSaveTest {
    private static final int KILLS = Integer.getInteger("fuzz.kills", 4);
    private static final DumpIdentity DUMP = new DumpIdentity(4096, "0123456789abcdef0123456789abcdef");
    private static final long ADDRESS = 0xb8ae_6048L;

    @TempDir
    private Path folder = Path.of("");

    /// Saves one session after the other, and tells the number of each when it is saved. They are large enough to take
    /// more than one write.
    static final class Saving {
        private Saving() {}

        public static void main(String[] arguments) throws IOException {
            var store = new SessionStore(Path.of(arguments[0]));
            var base = store.load(DUMP).session();
            for (int i = number(base) + 1; ; i++) {
                var text = i + " " + "x".repeat(i % 7 * 5_000);
                var next = new SavedSession(
                        "",
                        "",
                        Optional.empty(),
                        Notes.of(Map.of(ADDRESS, new Mark(false, text))),
                        Corrections.NONE,
                        List.of(),
                        Map.of());
                base = store.save(DUMP, base, next);
                System.out.println(i);
            }
        }
    }

    private static int number(SavedSession session) {
        var note = session.notes().at(ADDRESS).note();
        return note.isEmpty() ? 0 : Integer.parseInt(note.substring(0, note.indexOf(' ')));
    }

    private Process saving(Path said) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Saving.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(said.toFile())
                .start();
    }

    /// The last number that was told; 0 if none was. The last line may have been cut off by the kill: then it says
    // less.
    private static int last(Path said) throws IOException {
        return Files.readAllLines(said).stream()
                .filter(line -> !line.isEmpty())
                .mapToInt(Integer::parseInt)
                .max()
                .orElse(0);
    }

    private static void waitForFirst(Path said, Process process) throws IOException, InterruptedException {
        while (process.isAlive() && last(said) == 0) {
            Thread.sleep(10);
        }
    }

    @Test
    @Timeout(value = 4, unit = TimeUnit.HOURS)
    void nothingThatWasSavedIsLost() throws IOException, InterruptedException {
        var random = new SplittableRandom(Long.getLong("fuzz.seed", 9));
        var store = new SessionStore(folder);
        int told = 0;
        int leftOver = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            var said = folder.resolve("said");
            var process = saving(said);
            try {
                waitForFirst(said, process);
                TimeUnit.MICROSECONDS.sleep(random.nextInt(60_000));
            } finally {
                process.destroyForcibly();
            }
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
            assertTrue(last(said) > told, "the next program goes on from what was saved");
            told = last(said);
            leftOver += halfWritten() > 0 ? 1 : 0;
            var loaded = store.load(DUMP);
            assertEquals("", loaded.trouble(), "kill " + kill);
            int found = number(loaded.session());
            // It may have been killed after it had saved and before it had told.
            assertTrue(found >= told && found <= told + 1, found + " was found, " + told + " was told");
            told = found;
            assertEquals(0, halfWritten(), "the next start deletes what was half written");
        }
        System.out.println(KILLS + " kills, " + told + " sessions saved, " + leftOver + " killed amid a file");
    }

    private long halfWritten() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".tmp")).count();
        }
    }

    @Test
    void savingDeletesWhatWasHalfWrittenToo() throws IOException {
        var store = new SessionStore(folder);
        store.save(DUMP, SavedSession.EMPTY, SavedSession.EMPTY);
        Files.createFile(folder.resolve("." + store.file(DUMP).getFileName() + "-12.tmp"));
        var other = Files.createFile(folder.resolve(".00-1.json-12.tmp"));
        store.save(DUMP, SavedSession.EMPTY, SavedSession.EMPTY);
        assertEquals(1, halfWritten());
        assertTrue(Files.exists(other), "that of another dump is its own affair");
    }
}
