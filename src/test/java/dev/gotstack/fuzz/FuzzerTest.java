package dev.gotstack.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.io.MalformedFileException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A short run of the fuzzer, in a machine of its own with 256 MiB of heap; and that the fuzzer finds what there is.
class FuzzerTest {
    private static final Pattern COUNT = Pattern.compile("^([a-z-]+) +([\\d,]+) inputs", Pattern.MULTILINE);
    private static final int TARGETS = 16;

    @TempDir
    private Path folder = Path.of("");

    @Test
    @Timeout(value = 400, unit = TimeUnit.SECONDS)
    void everyReaderSurvivesAShortRun() throws IOException, InterruptedException {
        var temporary = Files.createDirectory(folder.resolve("tmp"));
        var child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.awt.headless=true",
                        "-Djava.io.tmpdir=" + temporary,
                        "-Dgotstack.root=" + System.getProperty("gotstack.root", "."),
                        "-Dfuzz.private=true",
                        "-Dfuzz.folder=" + folder.resolve("fuzz"),
                        "-Dfuzz.seconds=8",
                        "-Dfuzz.threads=1",
                        "-Dfuzz.seed=20260",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Fuzzer.class.getName())
                .redirectErrorStream(true)
                .start();
        var said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, child.waitFor(), said);
        var counts = COUNT.matcher(said).results().toList();
        assertEquals(TARGETS, counts.size(), said);
        assertTrue(counts.stream().noneMatch(count -> count.group(2).equals("0")), said);
    }

    /// A reader that fails where the third byte was made 0xff, and refuses some of the rest.
    private static final class Planted implements Target {
        @Override
        public String name() {
            return "planted";
        }

        @Override
        public List<Specimen> specimens() {
            return List.of(Specimen.of("zeros", new byte[16]));
        }

        @Override
        public void read(byte[] input, SplittableRandom random) {
            if (input.length > 2 && input[2] == -1) {
                throw new IllegalStateException("planted");
            }
            if (input.length < 8) {
                throw new MalformedFileException("zeros", 0, "length", "8", Integer.toString(input.length));
            }
        }
    }

    @Test
    void aPlantedFaultIsFoundKeptAndRepeated() throws IOException {
        var finds = new Finds(folder, 7);
        var worker = new Worker(List.of(), 7, new Progression(folder, 7), finds, () -> false);
        var target = new Planted();
        for (int number = 0; number < 3_000; number++) {
            worker.once(target, target.specimens(), number);
        }
        assertEquals(1, finds.kinds().size(), finds.kinds()::toString);
        assertTrue(finds.kinds().keySet().iterator().next().contains("IllegalStateException"));
        try (var files = Files.list(folder)) {
            var kept = files.filter(file -> file.toString().endsWith(".bin")).toList();
            assertFalse(kept.isEmpty());
            for (var file : kept) {
                long number = Long.parseLong(file.getFileName().toString().replaceAll(".*-|\\.bin", ""));
                var again = Mutator.damaged(target.specimens(), List.of(), Worker.random(7, "planted", number));
                assertEquals(-1, Arrays.mismatch(Files.readAllBytes(file), again));
            }
        }
    }

    /// Every kind of damage happens, within bounds, and what was sound is not touched.
    @Test
    void damageComesInAllSizes() {
        var sound = "0123456789abcdef".repeat(64).getBytes(StandardCharsets.US_ASCII);
        var specimens = List.of(Specimen.of("digits", sound.clone()));
        var lengths = new ArrayList<Integer>();
        int same = 0;
        for (int number = 0; number < 2_000; number++) {
            var damaged = Mutator.damaged(specimens, List.of("word"), Worker.random(1, "digits", number));
            lengths.add(damaged.length);
            same += Arrays.equals(damaged, sound) ? 1 : 0;
        }
        assertEquals(-1, Arrays.mismatch(sound, specimens.getFirst().bytes()));
        assertTrue(same < 200, same + " were not damaged");
        assertTrue(lengths.stream().anyMatch(length -> length < sound.length / 2));
        assertTrue(lengths.stream().anyMatch(length -> length > sound.length));
        assertTrue(lengths.stream().allMatch(length -> length <= 2 * sound.length + 0x2000));
    }

    @Test
    void aRunGoesOnWhereTheLastOneEnded() throws IOException {
        var first = new Progression(folder, 3);
        first.take("pdb");
        first.take("pdb");
        first.save();
        assertEquals(2, new Progression(folder, 3).take("pdb"));
        assertEquals(0, new Progression(folder, 4).take("pdb"));
    }

    @Test
    void whoConnectsIsSeen() throws IOException, InterruptedException {
        try (var witness = new Witness()) {
            assertEquals(0, witness.connections());
            try (var socket = new Socket(java.net.Proxy.NO_PROXY)) {
                socket.connect(
                        new java.net.InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), witness.port()));
                for (int i = 0; witness.connections() == 0 && i < 500; i++) {
                    Thread.sleep(10);
                }
            }
            assertEquals(1, witness.connections());
        }
    }
}
