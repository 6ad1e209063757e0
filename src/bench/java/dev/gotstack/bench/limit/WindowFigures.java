package dev.gotstack.bench.limit;

import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.analysis.Analyzer;
import dev.gotstack.command.Output;
import dev.gotstack.command.Result;
import dev.gotstack.command.WinDbgInterpreter;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.MainWindow;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.console.ConsolePane;
import dev.gotstack.ui.control.FileChoice;
import dev.gotstack.ui.control.Settings;
import dev.gotstack.ui.memory.MemoryPane;
import dev.gotstack.ui.theme.Styling;
import dev.gotstack.ui.theme.Theme;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ScrollBar;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;

/// The window: how long a frame takes while one scrolls, layout and painting by the software pipeline included, and how
/// long it takes from the choice of a file until everything of it is laid out and painted.
final class WindowFigures {
    private static final int WIDTH = 1400;
    private static final int HEIGHT = 900;
    private static final int LINES = 100_000;
    private static final int FRAMES = 300;

    private final Figures figures;
    private final WritableImage image;

    WindowFigures(Figures figures) throws InterruptedException {
        this.figures = figures;
        var started = new CountDownLatch(1);
        Platform.startup(started::countDown);
        started.await();
        Platform.setImplicitExit(false);
        image = new WritableImage(WIDTH, HEIGHT);
    }

    void measure() throws IOException {
        try {
            open();
            scrollMemory();
            scrollConsole();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }

    private static AnalysisModel model() {
        return new AnalysisModel(
                Analyzer::open, AnalysisOptions.defaults(), new WinDbgInterpreter(), Platform::runLater);
    }

    private void open() throws InterruptedException, ExecutionException {
        var model = model();
        var window = onWindowThread(() -> {
            var settings = Settings.inMemory();
            var made = new MainWindow(
                    stage(), model, new Theme(), (analysis, omission, target) -> {}, FileChoice.none(), settings);
            made.show();
            made.actions();
            return made;
        });
        // The first time is that of a program that has just started: decisions/0010.
        chosen(model, window.scene());
        double warm = chosen(model, window.scene());
        figures.add("window complete after a file is chosen", warm * 1e3);
        onWindowThread(() -> {
            window.scene().getWindow().hide();
            return model;
        });
    }

    private double chosen(AnalysisModel model, Scene scene) throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        onWindowThread(() -> {
            model.open(StackFigures.sample("article-x86"));
            return model;
        });
        while (onWindowThread(() -> model.work().runningProperty().get()
                || model.commands().busyProperty().get())) {
            Thread.sleep(1);
        }
        onWindowThread(() -> scene.snapshot(image));
        double seconds = (System.nanoTime() - start) / 1e9;
        onWindowThread(() -> {
            model.close();
            return model;
        });
        return seconds;
    }

    private static Stage stage() {
        var stage = new Stage();
        stage.setX(0);
        stage.setY(0);
        return stage;
    }

    private Scene show(Parent pane, Theme theme) {
        var scene = new Scene(pane, WIDTH, HEIGHT);
        Styling.follow(scene, theme);
        var stage = stage();
        stage.setScene(scene);
        stage.show();
        return scene;
    }

    private static void openAndWait(AnalysisModel model) throws InterruptedException, ExecutionException {
        onWindowThread(() -> {
            model.open(StackFigures.sample("article-x86"));
            return model;
        });
        while (onWindowThread(() -> model.contextProperty().get() == null
                || model.commands().busyProperty().get())) {
            Thread.sleep(5);
        }
    }

    private void scrollMemory() throws InterruptedException, ExecutionException {
        var model = model();
        var theme = new Theme();
        var scene = onWindowThread(() -> show(new MemoryPane(model, new Actions(model, theme)), theme));
        openAndWait(model);
        var hex = onWindowThread(() -> scene.lookup(".hex-view"));
        frames("scroll the hex view by pages", scene, i -> {
            var key = i % 100 < 50 ? KeyCode.PAGE_DOWN : KeyCode.PAGE_UP;
            Event.fireEvent(hex, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", key, false, false, false, false));
        });
        close(model, scene);
    }

    private void scrollConsole() throws InterruptedException, ExecutionException {
        var model = new AnalysisModel(
                Analyzer::open,
                AnalysisOptions.defaults(),
                (line, context) -> new Result(many(), context),
                Platform::runLater);
        var theme = new Theme();
        var scene = onWindowThread(() -> show(new ConsolePane(model, new Actions(model, theme)), theme));
        openAndWait(model);
        onWindowThread(() -> {
            model.execute("many");
            return model;
        });
        while (onWindowThread(() -> model.commands().busyProperty().get())) {
            Thread.sleep(5);
        }
        var bar = onWindowThread(
                () -> (ScrollBar) scene.getRoot().lookup("#console-output").lookup(".scroll-bar:vertical"));
        frames("scroll a console of 100,000 lines", scene, i -> {
            bar.setValue((double) i * 997 % (LINES - 100));
            ((Node) bar).getParent().layout();
        });
        close(model, scene);
    }

    private static void close(AnalysisModel model, Scene scene) throws InterruptedException, ExecutionException {
        onWindowThread(() -> {
            model.close();
            scene.getWindow().hide();
            return model;
        });
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

    /// Moves on again and again, and keeps the time that 95 of 100 frames did not take longer than.
    private interface Move {
        void to(int frame);
    }

    private void frames(String what, Scene scene, Move move) throws InterruptedException, ExecutionException {
        var times = new long[FRAMES];
        for (int i = 0; i < FRAMES; i++) {
            int frame = i;
            times[i] = onWindowThread(() -> {
                long start = System.nanoTime();
                move.to(frame);
                scene.snapshot(image);
                return System.nanoTime() - start;
            });
        }
        Arrays.sort(times);
        figures.add(what, times[FRAMES * 95 / 100] / 1e6);
    }

    private static <T> T onWindowThread(Callable<T> work) throws InterruptedException, ExecutionException {
        var task = new FutureTask<>(work);
        Platform.runLater(task);
        return task.get();
    }
}
