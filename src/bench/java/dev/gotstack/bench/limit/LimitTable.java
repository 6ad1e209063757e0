package dev.gotstack.bench.limit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.application.Platform;

/// Measures what the product does beside the same work in C or by the usual tools, in turns, and writes the table. Made
// by
/// `mvn -Pbench test-compile exec:exec@limits`; a C compiler and 7 GB of disk are needed.
public final class LimitTable {
    private static final int PAGES = 2 << 18;
    private static final int ROUNDS = Integer.getInteger("limits.rounds", 7);
    private static final Path PAGE = Path.of(".github/decisions/0011-speed.md");

    /// One row.
    ///
    /// @param limit name of the C program's figure, or an empty text
    /// @param least what is required, in the unit
    /// @param most likewise, where less is better
    /// @param share of the C program's figure that is required; 0 if none is
    private record Row(String what, String unit, String limit, double least, double most, double share) {}

    private final Figures ours = new Figures();
    private final Figures limits = new Figures();
    private final Path folder;

    private LimitTable(Path folder) {
        this.folder = folder;
    }

    private static final List<Row> ROWS = List.of(
            new Row("open a complete dump of 2 GiB", "ms", "open.full", 0, 1, 0),
            new Row("open a bitmap dump of 2 GiB", "ms", "open.bitmap", 0, 5, 0),
            new Row("look up a physical page, 16 runs", "M/s", "lookup.full", 40, 0, 0),
            new Row("look up a physical page, bitmap", "M/s", "lookup.bitmap", 40, 0, 0),
            new Row("translate, random in 256,000 pages", "M/s", "translate.random", 60, 0, 0),
            new Row("translate, one page after the other", "M/s", "translate.sequential", 150, 0, 0),
            new Row("translate, scattered over 100,000 tables", "M/s", "translate.scattered", 12, 0, 0),
            new Row("search four bytes, one thread", "GB/s", "search", 0, 0, 0.8),
            new Row("search a fresh mapping, one thread", "GB/s", "search.fresh", 0, 0, 0.8),
            new Row("search four bytes, all processors", "GB/s", "search", 0, 0, 1.2),
            new Row("compare two dumps", "GB/s", "compare", 4, 0, 0),
            new Row("index a PDB of 200,000 publics", "ms", "publics", 0, 50, 0),
            new Row("decode and format instructions", "M/s", "decode", 2, 0, 0),
            new Row("whole story of article-x86", "ms", "", 0, 50, 0),
            new Row("1,000 stacks of article-x86", "s", "", 0, 2, 0),
            new Row("1,000 stacks of stack-x86-pointers", "s", "", 0, 2, 0),
            new Row("1,000 stacks of overflow-x64", "s", "", 0, 2, 0),
            new Row("one stack of overflow-x64 (24 KB)", "ms", "", 0, 30, 0),
            new Row("window complete after a file is chosen", "ms", "", 0, 300, 0),
            new Row("scroll the hex view by pages", "ms", "", 0, 16, 0),
            new Row("scroll a console of 100,000 lines", "ms", "", 0, 16, 0),
            new Row("heap for a complete dump of 64 GiB", "MiB", "", 0, 128, 0),
            new Row("heap for a bitmap dump of 64 GiB", "MiB", "", 0, 128, 0));

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("gotstack-limits");
        try {
            new LimitTable(folder).run();
        } finally {
            try (var files = Files.list(folder)) {
                for (var file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
            Platform.exit();
        }
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private void run() throws IOException, InterruptedException {
        System.err.println("Writing dumps to " + folder);
        LargeDump.full(file("full.dmp"), PAGES);
        LargeDump.bitmap(file("bitmap.dmp"), PAGES);
        Files.copy(file("full.dmp"), file("copy.dmp"));
        compile();
        var memory = new MemoryFigures(ours, file("full.dmp"), file("bitmap.dmp"), file("copy.dmp"));
        var stacks = new StackFigures(ours);
        var code = new CodeFigures(ours, limits, folder);
        var heap = new HeapFigures(ours, folder);
        var window = new WindowFigures(ours);
        for (int round = 0; round < ROUNDS; round++) {
            System.err.println("Round " + (round + 1) + " of " + ROUNDS);
            measureLimits();
            memory.measure();
            code.measure();
            stacks.measure();
            window.measure();
            heap.measure();
        }
        var text = table();
        System.out.println(text);
        if (Boolean.getBoolean("limits.write")) {
            Files.writeString(PAGE, text);
        }
    }

    private void compile() throws IOException, InterruptedException {
        for (var compiler : List.of("clang-19", "clang", "gcc", "cc")) {
            try {
                var done = new ProcessBuilder(
                                compiler,
                                "-O2",
                                "-march=native",
                                "-o",
                                file("limits").toString(),
                                "src/bench/c/limits.c")
                        .inheritIO()
                        .start();
                if (done.waitFor() == 0) {
                    return;
                }
            } catch (IOException e) {
                System.err.println(compiler + " is not here");
            }
        }
        throw new IOException("No C compiler: the figures would have nothing to be held against");
    }

    private void measureLimits() throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        file("limits").toString(),
                        file("full.dmp").toString(),
                        file("bitmap.dmp").toString(),
                        file("copy.dmp").toString(),
                        Long.toHexString(LargeDump.BLOCK),
                        Integer.toString(LargeDump.BLOCK_PAGES),
                        Long.toHexString(LargeDump.SCATTERED),
                        Integer.toString(LargeDump.TABLES))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        if (process.waitFor() != 0) {
            throw new IOException("The C program failed");
        }
        for (var line : text.lines().toList()) {
            var parts = line.split("\t", -1);
            limits.add(parts[0], Double.parseDouble(parts[1]));
        }
    }

    private String table() throws IOException, InterruptedException {
        var text = new StringBuilder();
        text.append("# Speed, beside what the machine can do\n\n")
                .append("Measured on ")
                .append(LocalDate.now(java.time.ZoneId.systemDefault()))
                .append(" with ")
                .append(machine())
                .append(", Java ")
                .append(Runtime.version())
                .append(".\nMedians of ")
                .append(ROUNDS)
                .append(
                        " rounds; in each, a C program (`src/bench/c/limits.c`) does the same work on the same files just\n")
                .append(
                        "before; symbols and instructions are held against `llvm-pdbutil` and `objdump`, whose whole process\n")
                .append(
                        "counts. Scrolling: the time that 95 of 100 frames of 1400 × 900 did not take longer than, by the software\n")
                .append(
                        "pipeline. `mvn -Pbench test-compile exec:exec@limits -Dlimits.write=true` writes this page.\n\n")
                .append("| what | required | measured | C or peer | share | met |\n|---|---|---|---|---|---|\n");
        for (var row : ROWS) {
            double figure = ours.median(row.what());
            double limit = row.limit().isEmpty() ? Double.NaN : limits.median(row.limit());
            boolean met = figure >= row.least()
                    && (row.most() == 0 || figure <= row.most())
                    && (row.share() == 0 || figure / limit >= row.share());
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s %s | %s | %s | %s |%n",
                    row.what(),
                    required(row),
                    digits(figure),
                    row.unit(),
                    Double.isNaN(limit) ? "–" : digits(limit) + " " + row.unit(),
                    Double.isNaN(limit) || row.what().startsWith("open")
                            ? "–"
                            : digits(row.most() > 0 ? limit / figure : figure / limit),
                    met ? "✓" : "✗"));
        }
        return text.append("\n(")
                .append(ours.sum() == 0 ? "nothing found" : "checked")
                .append(")\n")
                .toString();
    }

    private static String required(Row row) {
        if (row.share() > 0) {
            return "≥ " + row.share() + " of C";
        }
        return row.least() > 0
                ? "≥ " + digits(row.least()) + " " + row.unit()
                : row.most() > 0 ? "≤ " + digits(row.most()) + " " + row.unit() : "–";
    }

    private static String digits(double figure) {
        return String.format(Locale.ROOT, figure >= 100 ? "%.0f" : figure >= 10 ? "%.1f" : "%.2f", figure);
    }

    private static String machine() throws IOException {
        var info = Path.of("/proc/cpuinfo");
        var name = Files.exists(info)
                ? Files.readAllLines(info).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .limit(1)
                        .collect(Collectors.joining())
                : System.getProperty("os.arch");
        return Runtime.getRuntime().availableProcessors() + " × " + name;
    }
}
