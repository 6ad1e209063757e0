package dev.gotstack;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What this process holds of the system, as Linux tells it.
///
/// @param mapped mapped stretches of dumps, PDBs and images, deleted files included
/// @param open open files of the same kinds
/// @param threads names of the program's own threads
public record Footprint(List<String> mapped, List<String> open, List<String> threads) {
    private static final Path PROCESS = Path.of("/proc/self");
    private static final String OURS = ".*\\.(dmp|pdb|sys|exe|dll|json|xz|tmp_?|lock)( \\(deleted\\))?";

    /// Skips the test where the system does not tell.
    public static Footprint now() throws IOException {
        assumeTrue(Files.isReadable(PROCESS.resolve("maps")), "the system does not tell what a process holds");
        var maps = Files.readAllLines(PROCESS.resolve("maps"), StandardCharsets.ISO_8859_1);
        return new Footprint(
                maps.stream()
                        .filter(line -> line.matches(OURS))
                        .map(line -> line.replaceAll("^[^/]*", ""))
                        .sorted()
                        .toList(),
                files(),
                Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> name.startsWith("gotstack"))
                        // It maps files for all others, and ends when it has had nothing to do for a second.
                        .filter(name -> !name.equals("gotstack-mapping"))
                        .sorted()
                        .toList());
    }

    private static List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(PROCESS.resolve("fd"))) {
            return all.map(Footprint::target)
                    .filter(target -> target.matches(OURS))
                    .sorted()
                    .toList();
        }
    }

    private static String target(Path handle) {
        try {
            return Files.readSymbolicLink(handle).toString();
        } catch (IOException e) {
            return ""; // that of the listing itself
        }
    }

    /// Bytes of the heap in use, after what nobody uses was thrown away.
    public static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
