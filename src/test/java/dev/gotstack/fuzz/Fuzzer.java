package dev.gotstack.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// Damages inputs and gives them to the readers, for as long as it is told.
///
/// System properties: `fuzz.seed` (1), `fuzz.seconds` (60), `fuzz.threads` (all processors), `fuzz.targets` (all; names
/// with commas), `fuzz.folder` (`target/fuzz`: finds, and how far each seed has come), `fuzz.input` (one input only).
/// Exit code 0: nothing was found; 1: something was.
public final class Fuzzer {
    private final long seed = Long.getLong("fuzz.seed", 1);
    private final Path folder = Path.of(System.getProperty("fuzz.folder", "target/fuzz"));
    private final List<String> names =
            List.of(System.getProperty("fuzz.targets", "all").split(","));
    private final Finds finds = new Finds(folder.resolve("finds"), seed);
    private final Path work;

    private Fuzzer() throws IOException {
        var memory = Path.of("/dev/shm");
        this.work = Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "gotstack-fuzz-")
                : Files.createTempDirectory(Files.createDirectories(folder), "work-");
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var fuzzer = new Fuzzer();
        try (var witness = new Witness()) {
            var input = Long.getLong("fuzz.input");
            if (input == null) {
                fuzzer.run();
            } else {
                fuzzer.repeat(input);
            }
            fuzzer.report(witness);
        } finally {
            fuzzer.clean();
        }
        Runtime.getRuntime().halt(fuzzer.finds.kinds().isEmpty() ? 0 : 1);
    }

    private List<Target> targets() throws IOException {
        var chosen = new ArrayList<Target>();
        for (var target : Targets.all(work)) {
            if (names.contains("all") || names.contains(target.name())) {
                chosen.add(target);
            } else {
                target.close();
            }
        }
        return chosen;
    }

    private void repeat(long input) throws IOException {
        for (var target : targets()) {
            var worker = new Worker(List.of(), seed, new Progression(folder, seed), finds, () -> false);
            worker.once(target, target.specimens(), input);
            target.close();
        }
    }

    private void run() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.getLong("fuzz.seconds", 60));
        int threads = Integer.getInteger("fuzz.threads", Runtime.getRuntime().availableProcessors());
        System.out.println("seed " + seed + ", " + threads + " threads, finds go to " + folder.toAbsolutePath());
        var progression = new Progression(folder, seed);
        var before = progression.counts();
        var all = new ArrayList<List<Target>>();
        var workers = new ArrayList<Worker>();
        for (int i = 0; i < threads; i++) {
            var targets = targets();
            all.add(targets);
            workers.add(new Worker(targets, seed, progression, finds, () -> System.nanoTime() < end));
        }
        workers.forEach(Thread::start);
        new Watchdog(workers, finds).start();
        for (var worker : workers) {
            while (!worker.join(java.time.Duration.ofSeconds(10))) {
                progression.save();
            }
        }
        progression.save();
        for (var targets : all) {
            for (var target : targets) {
                target.close();
            }
        }
        var counts = new TreeMap<>(progression.counts());
        counts.forEach((name, count) -> System.out.printf(
                Locale.ROOT,
                "%-12s %,12d inputs, %,12d of this seed%n",
                name,
                count - before.getOrDefault(name, 0L),
                count));
    }

    /// What is left behind is a find as well.
    private void report(Witness witness) throws IOException {
        var left = new ArrayList<>(Witness.files(Path.of(System.getProperty("java.io.tmpdir"))));
        left.addAll(Witness.files(work));
        left.removeIf(file -> file.getFileName().toString().startsWith("hsperf")
                || file.toString().contains("hsperfdata"));
        if (witness.connections() > 0) {
            finds.add("all", 0, new byte[0], new AssertionError(witness.connections() + " connections"));
        }
        if (System.getProperty("fuzz.private") != null && !left.isEmpty()) {
            finds.add("all", 0, new byte[0], new AssertionError("files are left: " + left));
        }
        finds.kinds().forEach((kind, times) -> System.out.println(times + " × " + kind));
        System.out.println(
                finds.kinds().isEmpty() ? "nothing was found" : finds.kinds().size() + " kinds of finds");
    }

    private void clean() throws IOException {
        try (var all = Files.walk(work)) {
            for (var path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
