package dev.gotstack.bench.limit;

import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.analysis.Analyzer;
import dev.gotstack.dump.Dump;
import dev.gotstack.io.MappedFile;
import dev.gotstack.io.Progress;
import dev.gotstack.io.search.ByteSearch;
import dev.gotstack.memory.PageTables;
import dev.gotstack.stack.Corrections;
import dev.gotstack.stack.Reconstruction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/// Measures what the product does with large dumps beside the same work in C, in turns, and writes the table. Made by
/// `mvn -Pbench test-compile exec:exec@limits`; a C compiler and 7 GB of disk are needed.
public final class LimitTable {
    private static final int PAGES = 2 << 18;
    private static final int ROUNDS = 7;
    private static final int TRIES = 1 << 21;
    private static final int THREADS = 1000;
    private static final byte[] WANTED = {0x01, (byte) 0x90, 0x5a, 0x4d};
    private static final Path PAGE = Path.of(".github/decisions/0011-speed.md");

    /// One row.
    ///
    /// @param limit name of the C program's figure, or an empty text
    /// @param least what is required, in the unit
    /// @param most likewise, where less is better
    /// @param share of the C program's figure that is required; 0 if none is
    private record Row(String what, String unit, String limit, double least, double most, double share) {}

    private final Map<String, List<Double>> ours = new LinkedHashMap<>();
    private final Map<String, List<Double>> limits = new LinkedHashMap<>();
    private final Path folder;
    private final SplittableRandom random = new SplittableRandom(7);
    private long sum;

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
            new Row("search four bytes, all processors", "GB/s", "search", 0, 0, 1.2),
            new Row("compare two dumps", "GB/s", "compare", 4, 0, 0),
            new Row("whole story of article-x86", "ms", "", 0, 50, 0),
            new Row("1,000 stacks of article-x86", "s", "", 0, 2, 0),
            new Row("1,000 stacks of stack-x86-pointers", "s", "", 0, 2, 0),
            new Row("1,000 stacks of overflow-x64", "s", "", 0, 2, 0),
            new Row("one stack of overflow-x64 (24 KB)", "ms", "", 0, 30, 0));

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
        for (int round = 0; round < ROUNDS; round++) {
            System.err.println("Round " + (round + 1) + " of " + ROUNDS);
            measureLimits();
            measureMemory();
            measureStacks();
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
            limits.computeIfAbsent(parts[0], ignored -> new ArrayList<>()).add(Double.parseDouble(parts[1]));
        }
    }

    private void took(String what, double figure) {
        ours.computeIfAbsent(what, ignored -> new ArrayList<>()).add(figure);
    }

    /// Runs something and keeps its figure, worked out from the seconds it took.
    private void time(String what, Body body, java.util.function.DoubleUnaryOperator figure) throws IOException {
        long start = System.nanoTime();
        body.run();
        took(what, figure.applyAsDouble((System.nanoTime() - start) / 1e9));
    }

    private interface Body {
        void run() throws IOException;
    }

    private void measureMemory() throws IOException {
        time("open a complete dump of 2 GiB", () -> Dump.open(file("full.dmp")).close(), s -> s * 1e3);
        time("open a bitmap dump of 2 GiB", () -> Dump.open(file("bitmap.dmp")).close(), s -> s * 1e3);
        try (var full = Dump.open(file("full.dmp"));
                var bitmap = Dump.open(file("bitmap.dmp"));
                var copy = Dump.open(file("copy.dmp"))) {
            lookUp("look up a physical page, 16 runs", full);
            lookUp("look up a physical page, bitmap", bitmap);
            translations((PageTables) full.kernelSpace());
            double bytes = full.size() / 1e9;
            time("search four bytes, one thread", () -> search(1), s -> bytes / s);
            time("search four bytes, all processors", () -> search(2), s -> bytes / s);
            time(
                    "compare two dumps",
                    () -> sum += full.compare(copy, Progress.NONE).same(),
                    s -> bytes / s);
        }
    }

    private void search(int threads) throws IOException {
        long[] found = {0};
        try (var file = MappedFile.open(file("full.dmp"))) {
            ByteSearch.run(file, WANTED, 0, threads, at -> ++found[0] > 0, Progress.NONE);
        }
        sum += found[0];
    }

    private void lookUp(String what, Dump dump) throws IOException {
        var addresses = new long[TRIES];
        for (int i = 0; i < TRIES; i++) {
            addresses[i] = Math.max(0, dump.physical().addressAt(random.nextLong(0x3000, dump.size())));
        }
        var physical = dump.physical();
        time(
                what,
                () -> {
                    long found = 0;
                    for (long address : addresses) {
                        found += physical.fileOffset(address);
                    }
                    sum += found;
                },
                s -> TRIES / s / 1e6);
    }

    private void translations(PageTables space) throws IOException {
        var addresses = new long[TRIES];
        for (int i = 0; i < TRIES; i++) {
            addresses[i] = LargeDump.BLOCK + (random.nextLong(LargeDump.BLOCK_PAGES) << 12) + random.nextInt(0xff8);
        }
        translate("translate, random in 256,000 pages", space, addresses);
        for (int i = 0; i < TRIES; i++) {
            addresses[i] = LargeDump.BLOCK + ((long) i % LargeDump.BLOCK_PAGES << 12);
        }
        translate("translate, one page after the other", space, addresses);
        for (int i = 0; i < TRIES; i++) {
            addresses[i] = LargeDump.SCATTERED + (random.nextLong(LargeDump.TABLES) << 21) + random.nextInt(0xff8);
        }
        for (long i = 0; i < LargeDump.TABLES; i++) {
            sum += space.physicalAddress(LargeDump.SCATTERED + (i << 21));
        }
        translate("translate, scattered over 100,000 tables", space, addresses);
    }

    private void translate(String what, PageTables space, long[] addresses) throws IOException {
        // The compiler has to have seen it: what is measured is the steady state.
        for (int i = 0; i < 5; i++) {
            sum += all(space, addresses);
        }
        time(what, () -> sum += all(space, addresses), s -> TRIES / s / 1e6);
    }

    private static long all(PageTables space, long[] addresses) {
        long found = 0;
        for (long address : addresses) {
            found += space.physicalAddress(address);
        }
        return found;
    }

    private void measureStacks() throws IOException {
        stacks("article-x86");
        stacks("stack-x86-pointers");
        stacks("overflow-x64");
        var options = AnalysisOptions.defaults();
        var article = Path.of("dumps-sample/article-x86/article-x86.dmp");
        time(
                "whole story of article-x86",
                () -> Analyzer.open(article, options, Progress.NONE).kernel().close(),
                s -> s * 1e3);
    }

    private void stacks(String name) throws IOException {
        var analysis =
                Analyzer.open(Path.of("dumps-sample", name, name + ".dmp"), AnalysisOptions.defaults(), Progress.NONE);
        try {
            var stack = analysis.thread().orElseThrow().stack();
            var registers = analysis.registers();
            if (name.endsWith("64")) {
                var fresh = new Reconstruction(analysis.kernel());
                time(
                        "one stack of overflow-x64 (24 KB)",
                        () -> sum += fresh.rebuild(stack, registers, Corrections.NONE)
                                .frames()
                                .size(),
                        s -> s * 1e3);
            }
            var reconstruction = new Reconstruction(analysis.kernel());
            time(
                    "1,000 stacks of " + name,
                    () -> {
                        for (int i = 0; i < THREADS; i++) {
                            sum += reconstruction
                                    .rebuild(stack, registers, Corrections.NONE)
                                    .frames()
                                    .size();
                        }
                    },
                    s -> s);
        } finally {
            analysis.kernel().close();
        }
    }

    private static double median(List<Double> figures) {
        var sorted = figures.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
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
                .append(". Medians of ")
                .append(ROUNDS)
                .append(
                        " rounds; in each, a C program (`src/bench/c/limits.c`) does the same work on the same files just\n")
                .append("before. `mvn -Pbench test-compile exec:exec@limits -Dlimits.write=true` writes this page.\n\n")
                .append("| what | required | measured | C, same run | share | met |\n|---|---|---|---|---|---|\n");
        for (var row : ROWS) {
            double figure = median(ours.getOrDefault(row.what(), List.of(Double.NaN)));
            double limit =
                    row.limit().isEmpty() ? Double.NaN : median(limits.getOrDefault(row.limit(), List.of(Double.NaN)));
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
                    Double.isNaN(limit) || row.unit().equals("ms") ? "–" : digits(figure / limit),
                    met ? "✓" : "✗"));
        }
        return text.append("\n(")
                .append(sum == 0 ? "nothing found" : "checked")
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
