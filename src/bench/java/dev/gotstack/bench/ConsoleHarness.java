package dev.gotstack.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.analysis.Analyzer;
import dev.gotstack.command.Output;
import dev.gotstack.command.Result;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.console.ConsolePane;
import dev.gotstack.ui.theme.Styling;
import dev.gotstack.ui.theme.Theme;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ScrollBar;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;

/// How smooth the command window stays with 100,000 lines: how long the window's thread is taken to add them, and how
/// long a frame takes while they are scrolled, layout and painting included.
///
/// A program of its own, since JMH knows no window. Run it with JavaFX's modules and the flags that `pom.xml` gives to
/// surefire: `-Dglass.platform=Headless -Dprism.order=sw` measures the software pipeline.
public final class ConsoleHarness {
    private static final Path DUMP = Path.of("dumps-sample/article-x86/article-x86.dmp");
    private static final int LINES = 100_000;
    private static final int FRAMES = 300;
    private static final int ROUNDS = 3;
    private static final int WIDTH = 1024;
    private static final int HEIGHT = 400;

    private final AnalysisModel model = new AnalysisModel(
            Analyzer::open,
            AnalysisOptions.defaults(),
            (line, context) -> new Result(many(), context),
            Platform::runLater);

    private ConsoleHarness() {}

    public static void main(String[] arguments) throws Exception {
        Platform.startup(() -> {});
        new ConsoleHarness().run();
        Platform.exit();
    }

    private static Output many() {
        var out = Output.builder();
        for (int i = 0; i < LINES; i++) {
            var address = String.format("%08x", 0x80000000L + 16L * i);
            out.link(address, Output.Style.ADDRESS, "dd 0x" + address)
                    .text("  8088c718 b8ae6058 00000000 ")
                    .styled("nt!CcMapData+0x65", Output.Style.SYMBOL)
                    .text(" 00000000 ")
                    .styled("????????", Output.Style.MISSING)
                    .end();
        }
        return out.build();
    }

    private void run() throws Exception {
        var scene = onWindowThread(this::show);
        onWindowThread(() -> {
            model.open(DUMP);
            return model;
        });
        while (onWindowThread(() -> model.contextProperty().get() == null)) {
            Thread.sleep(20);
        }
        for (int round = 1; round <= ROUNDS; round++) {
            System.out.printf("round %d: %s%n", round, append());
            System.out.printf("         scrolling by 3 lines: %s%n", scroll(scene, 3));
            System.out.printf("         jumping by 997 lines: %s%n", scroll(scene, 997));
        }
    }

    private Scene show() {
        var theme = new Theme();
        var scene = new Scene(new ConsolePane(model, new Actions(model, theme)), WIDTH, HEIGHT);
        Styling.follow(scene, theme);
        var stage = new Stage();
        stage.setScene(scene);
        stage.show();
        return scene;
    }

    /// Runs the command, and asks the window's thread again and again how soon it answers.
    private String append() throws Exception {
        onWindowThread(() -> {
            model.execute("many");
            return model;
        });
        long longest = 0;
        long mostWork = 0;
        int quiet = 0;
        while (quiet < 40) {
            long asked = System.nanoTime();
            long worked = worked();
            boolean busy = onWindowThread(() -> {
                Platform.requestNextPulse();
                return model.commands().busyProperty().get();
            });
            longest = Math.max(longest, System.nanoTime() - asked);
            quiet = busy ? 0 : quiet + 1;
            Thread.sleep(5);
            mostWork = Math.max(mostWork, worked() - worked);
        }
        System.gc();
        var runtime = Runtime.getRuntime();
        return String.format(
                "%,d lines added, window held up for at most %.1f ms (its own work: %.1f ms), heap %d MB",
                LINES, longest / 1e6, mostWork / 1e6, (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }

    /// Time that the window's thread has worked: on a busy machine, the better figure.
    private static long worked() throws Exception {
        return onWindowThread(() -> ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
    }

    private static String scroll(Scene scene, int lines) throws Exception {
        var bar = (ScrollBar) scene.getRoot().lookup("#console-output").lookup(".scroll-bar:vertical");
        var image = new WritableImage(WIDTH, HEIGHT);
        var times = new long[FRAMES];
        long before = processTime();
        for (int i = 0; i < FRAMES; i++) {
            double at = (double) i * lines % (LINES - 100);
            times[i] = onWindowThread(() -> {
                long start = System.nanoTime();
                bar.setValue(at);
                ((Node) bar).getParent().layout();
                scene.snapshot(image);
                return System.nanoTime() - start;
            });
        }
        double each = (processTime() - before) / 1e6 / FRAMES;
        Arrays.sort(times);
        return String.format(
                "median %.1f ms, p95 %.1f ms, longest %.1f ms a frame; all threads' work: %.1f ms a frame",
                times[FRAMES / 2] / 1e6, times[FRAMES * 95 / 100] / 1e6, times[FRAMES - 1] / 1e6, each);
    }

    private static long processTime() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static <T> T onWindowThread(Callable<T> work) throws InterruptedException, ExecutionException {
        var task = new FutureTask<>(work);
        Platform.runLater(task);
        return task.get();
    }
}
