package dev.gotstack.ui;

import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.control.FileChoice;
import dev.gotstack.ui.control.Settings;
import dev.gotstack.ui.theme.Theme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.stage.Stage;
import javax.imageio.ImageIO;

/// Draws the window into a PNG file, without a screen if need be: for documentation, and for looking at it.
///
/// Run with `-Dglass.platform=Headless -Dprism.order=sw` where there is no display:
/// `Snapshot DUMP OUT.png WIDTHxHEIGHT light|dark [COMMAND…]`
public final class Snapshot {
    private static final long PATIENCE = 30;
    private static final int PULSES = 12;

    private Snapshot() {}

    public static void main(String[] arguments) throws Exception {
        var size = arguments[2].split("x", -1);
        var started = new CountDownLatch(1);
        Platform.startup(started::countDown);
        started.await();
        var commands = Arrays.copyOfRange(arguments, 4, arguments.length);
        var model = GotstackApp.model(AnalysisOptions.defaults());
        write(
                model,
                Path.of(arguments[0]),
                new WindowSize(Integer.parseInt(size[0]), Integer.parseInt(size[1])),
                arguments[3].equals("dark"),
                Path.of(arguments[1]),
                commands);
        Platform.exit();
    }

    /// Opens a dump in a window of its own, waits until it is shown, and writes what it looks like.
    ///
    /// @param commands run before, as if typed
    static void write(AnalysisModel model, Path dump, WindowSize size, boolean dark, Path png, String... commands)
            throws IOException, InterruptedException, ExecutionException {
        var done = new CountDownLatch(1);
        var shown = onWindowThread(() -> {
            var settings = Settings.inMemory();
            WindowSize.store(settings, size.width(), size.height());
            var theme = new Theme();
            theme.setDark(dark);
            var stage = new Stage();
            stage.setX(0);
            stage.setY(0);
            var window = new MainWindow(
                    stage, model, theme, (analysis, omission, target) -> {}, FileChoice.none(), settings);
            window.show();
            // Where there is no screen, the platform makes up a small one, and windows fit themselves into it.
            stage.setWidth(size.width());
            stage.setHeight(size.height());
            model.work().runningProperty().subscribe(running -> {
                if (!running
                        && (model.analysisProperty().get() != null
                                || !model.problemProperty().get().isEmpty())) {
                    done.countDown();
                }
            });
            model.analysisProperty().subscribe(analysis -> {
                if (analysis != null) {
                    done.countDown();
                }
            });
            model.open(dump);
            return window;
        });
        done.await(PATIENCE, TimeUnit.SECONDS);
        onWindowThread(() -> {
            for (var command : commands) {
                model.execute(command);
            }
            return commands;
        });
        while (onWindowThread(() -> model.commands().busyProperty().get())) {
            Thread.sleep(20);
        }
        write(shown, png);
    }

    private static void write(MainWindow window, Path png)
            throws IOException, InterruptedException, ExecutionException {
        for (int i = 0; i < PULSES; i++) {
            Thread.sleep(40);
            onWindowThread(() -> {
                Platform.requestNextPulse();
                return window;
            });
        }
        var image = onWindowThread(() -> SwingFXUtils.fromFXImage(window.scene().snapshot(null), null));
        ImageIO.write(image, "png", png.toFile());
    }

    private static <T> T onWindowThread(Callable<T> work) throws InterruptedException, ExecutionException {
        var task = new FutureTask<>(work);
        Platform.runLater(task);
        return task.get();
    }
}
