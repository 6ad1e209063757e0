package dev.gotstack.bench.limit;

import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.analysis.Analyzer;
import dev.gotstack.dump.Dump;
import dev.gotstack.io.MalformedFileException;
import dev.gotstack.io.Progress;
import dev.gotstack.synth.SparseDump;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What dumps of 64 GiB take of a heap that is capped at 128 MiB: opened, analysed, read at their end. The files are
/// sparse.
final class HeapFigures {
    private static final long PAGES = 64L << 18;
    private static final String CAP = "-Xmx128m";

    private final Figures figures;
    private final Path full;
    private final Path bitmap;

    HeapFigures(Figures figures, Path folder) throws IOException {
        this.figures = figures;
        full = SparseDump.full(folder.resolve("64-full.dmp"), PAGES);
        bitmap = SparseDump.bitmap(folder.resolve("64-bitmap.dmp"), PAGES);
    }

    void measure() throws IOException, InterruptedException {
        figures.add("heap for a complete dump of 64 GiB", peak(full));
        figures.add("heap for a bitmap dump of 64 GiB", peak(bitmap));
    }

    private static double peak(Path dump) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(List.of(
                        java,
                        CAP,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        dump.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        return process.waitFor() == 0 ? Double.parseDouble(said) : Double.POSITIVE_INFINITY;
    }

    /// The process with the cap. Prints the most MiB that its heap's pools ever held.
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws IOException {
            var path = Path.of(arguments[0]);
            try (var dump = Dump.open(path)) {
                dump.kernelSpace()
                        .value(SparseDump.ADDRESS + 0x1000, Long.BYTES)
                        .orElseThrow();
            }
            try {
                Analyzer.open(path, AnalysisOptions.defaults(), Progress.NONE)
                        .kernel()
                        .close();
            } catch (MalformedFileException e) {
                // There is no kernel in its holes; looking for one is part of it.
                System.err.println(Files.size(path) + " bytes: " + e.getMessage());
            }
            long most = ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP)
                    .mapToLong(pool -> pool.getPeakUsage().getUsed())
                    .sum();
            System.out.println(most / 1048576.0);
        }
    }
}
