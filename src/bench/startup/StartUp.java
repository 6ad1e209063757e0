import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Measures whole processes of the distribution, from their start to their end or to what is on the screen, beside an
/// empty JavaFX window; all of them in turn, so that what else the machine does falls on each alike. After `mvn package`:
///
///     java src/bench/startup/StartUp.java [ROUNDS] [FOLDER]
///
/// FOLDER holds `rizin_triage_x64.dmp` with its ISF file; without it those rows are left out. Where there is no display,
/// run it under `xvfb-run`, or windows are opened on JavaFX's headless platform.
final class StartUp {
    private static final Path HOME = Path.of("target/gotstack").toAbsolutePath();
    private static final Path JAVA = HOME.resolve("runtime/bin/java");
    private static final String ARTICLE = "dumps-sample/article-x86/article-x86.dmp";

    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();
    private final Map<String, List<Double>> worked = new LinkedHashMap<>();
    private final Path times;
    private final boolean headless = System.getenv("DISPLAY") == null;

    private StartUp(Path times) {
        this.times = times;
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 9;
        var folder = Path.of(arguments.length > 1 ? arguments[1] : "../shared/data/real");
        var work = Files.createTempDirectory("startup");
        var bench = new StartUp(work.resolve("times"));
        var empty = bench.compileEmptyWindow(work);
        for (int i = rounds > 1 ? 0 : 1; i <= rounds; i++) {
            bench.round(folder, empty);
            if (i == 0 && rounds > 1) {
                bench.seconds.clear(); // the files come from the disk
                bench.worked.clear();
            }
        }
        bench.print(rounds);
    }

    private Path compileEmptyWindow(Path work) throws IOException, InterruptedException {
        var javac = Path.of(System.getProperty("java.home"), "bin", "javac").toString();
        run(List.of(javac, "-d", work.toString(), "--module-path", "target/javafx", "--add-modules",
                "javafx.controls", "src/bench/startup/EmptyWindow.java"));
        return work;
    }

    private void round(Path folder, Path empty) throws IOException, InterruptedException {
        var program = HOME.resolve("bin/gotstack").toString();
        process("run … -c \"dd …\"", program, "run", ARTICLE, "-c", "dd b8ae6000 L4");
        process("run … -c \"dd …\", without cache", cold("run", ARTICLE, "-c", "dd b8ae6000 L4"));
        process("analyze, article-x86", program, "analyze", ARTICLE);
        process("analyze, article-x86, without cache", cold("analyze", ARTICLE));
        var triage = folder.resolve("rizin_triage_x64.dmp");
        if (Files.exists(triage)) {
            process("analyze, real triage dump with ISF", program, "analyze", triage.toString());
            process("analyze, real triage dump, no symbols", program, "analyze", triage.toString(), "--symbols", "none");
        }
        window("empty JavaFX window", List.of("-cp", empty.toString(), "EmptyWindow", times.toString()));
        var gotstack = new ArrayList<String>();
        for (var option : Files.readAllLines(Path.of("packaging/java-options"))) {
            gotstack.add(option.replace("$APPDIR", HOME.resolve("lib").toString()));
        }
        gotstack.addAll(List.of("-Dgotstack.startTimes=" + times, "-cp", HOME.resolve("lib/gotstack.jar").toString(),
                "dev.gotstack.Main", ARTICLE));
        window("Gotstack", gotstack);
        window("Gotstack without cache", List.of("-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED,javafx.graphics", "-Dgotstack.startTimes=" + times,
                "-cp", HOME.resolve("lib/gotstack.jar").toString(), "dev.gotstack.Main", ARTICLE));
    }

    /// As it was before there were caches and a compiler chosen for commands.
    private static String[] cold(String... arguments) {
        var command = new ArrayList<>(List.of(JAVA.toString(), "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED,javafx.graphics", "-cp", HOME.resolve("lib/gotstack.jar").toString(),
                "dev.gotstack.Main"));
        command.addAll(Arrays.asList(arguments));
        return command.toArray(new String[0]);
    }

    private void process(String what, String... command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        double before = processorSeconds();
        run(List.of(command));
        note(what, (System.nanoTime() - start) / 1e9);
        worked.computeIfAbsent(what, name -> new ArrayList<>()).add(processorSeconds() - before);
    }

    private void window(String what, List<String> options) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(JAVA.toString()));
        if (headless) {
            command.addAll(List.of("-Dglass.platform=Headless", "-Dprism.order=sw"));
        }
        command.addAll(options);
        Files.deleteIfExists(times);
        long start = System.currentTimeMillis();
        run(command);
        for (var line : Files.readAllLines(times)) {
            var words = line.split(" ", -1);
            note(what + ": " + words[0] + " shown", (Long.parseLong(words[1]) - start) / 1e3);
        }
    }

    /// Of all processes that were waited for, where the system tells; on a busy machine this says more than the clock.
    private static double processorSeconds() throws IOException {
        var stat = Path.of("/proc/self/stat");
        if (!Files.exists(stat)) {
            return Double.NaN;
        }
        var fields = Files.readString(stat).replaceAll("^.*\\) ", "").split(" ", -1);
        return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / 100.0;
    }

    private void note(String what, double time) {
        seconds.computeIfAbsent(what, name -> new ArrayList<>()).add(time);
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command);
        // Else a window would be opened by a program that runs already.
        builder.environment().put("XDG_RUNTIME_DIR", times.getParent().toString());
        builder.environment().put("LOCALAPPDATA", times.getParent().toString());
        var process = builder
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IOException("exit code " + exit + " of " + command);
        }
    }

    private void print(int rounds) {
        System.out.printf(Locale.ROOT, "%d rounds; seconds, whole process; load %.1f%n", rounds,
                java.lang.management.ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        System.out.println("| what | median | least | processor, least | to the empty window |\n|---|---|---|---|---|");
        double empty = median(seconds.get("empty JavaFX window: window shown"));
        seconds.forEach((what, all) -> System.out.printf(Locale.ROOT, "| %s | %.2f | %.2f | %s | %s |%n", what, median(all),
                least(all), worked.containsKey(what) ? String.format(Locale.ROOT, "%.2f", least(worked.get(what))) : "",
                what.contains("shown") ? String.format(Locale.ROOT, "%.2f", median(all) / empty) : ""));
    }

    private static double least(List<Double> all) {
        return all.stream().mapToDouble(value -> value).min().orElse(0);
    }

    private static double median(List<Double> all) {
        var sorted = all.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
