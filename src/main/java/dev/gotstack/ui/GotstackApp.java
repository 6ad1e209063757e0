package dev.gotstack.ui;

import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.analysis.Analyzer;
import dev.gotstack.command.Interpreter;
import dev.gotstack.command.WinDbgInterpreter;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.report.ChartFormat;
import dev.gotstack.report.Charts;
import dev.gotstack.ui.action.ChartSaver;
import dev.gotstack.ui.control.NativeFileChoice;
import dev.gotstack.ui.control.Preference;
import dev.gotstack.ui.control.Settings;
import dev.gotstack.ui.session.SessionPlaces;
import dev.gotstack.ui.theme.Styling;
import dev.gotstack.ui.theme.Theme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.stage.Stage;

/// The desktop program. Everything is wired here, by hand.
public final class GotstackApp {
    private GotstackApp() {}

    /// Opens a window for each dump, or one without a dump, and returns when the last is closed.
    ///
    /// @return false if there is no display to open them on
    public static boolean open(List<Path> dumps, AnalysisOptions options) {
        var closed = new CountDownLatch(1);
        if (!Displays.present() || !started(() -> windows(dumps, options, closed))) {
            return false;
        }
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Platform.exit();
        return true;
    }

    private static boolean started(Runnable first) {
        try {
            Platform.startup(first);
            return true;
        } catch (UnsupportedOperationException e) {
            return false;
        }
    }

    private static void windows(List<Path> dumps, AnalysisOptions options, CountDownLatch closed) {
        Platform.setImplicitExit(false);
        var settings = Settings.ofUser();
        var theme = theme(settings);
        int[] open = {Math.max(1, dumps.size())};
        for (int i = 0; i < Math.max(1, dumps.size()); i++) {
            var model = model(options, settings);
            var stage = new Stage();
            var window = new MainWindow(stage, model, theme, charts(), new NativeFileChoice(stage), settings);
            window.keepSessions(dump -> SessionPlaces.of(dump, settings));
            window.show();
            stage.showingProperty().subscribe(showing -> {
                if (!showing && --open[0] == 0) {
                    closed.countDown();
                }
            });
            if (i < dumps.size()) {
                model.open(dumps.get(i));
            }
        }
    }

    /// The same, with the places for symbols that the user prefers, unless he named others for this run.
    private static AnalysisModel model(AnalysisOptions options, Settings settings) {
        return new AnalysisModel(
                (dump, wanted, progress) -> Analyzer.open(dump, preferred(dump, wanted, settings), progress),
                options,
                interpreter(),
                Platform::runLater);
    }

    private static AnalysisOptions preferred(Path dump, AnalysisOptions wanted, Settings settings) {
        var places = Preference.symbolPath(settings);
        var folder = dump.toAbsolutePath().getParent();
        if (places.isEmpty() || !wanted.symbolPaths().isEmpty() || folder == null) {
            return wanted;
        }
        return wanted.withSymbolPaths(
                Stream.concat(Stream.of(folder.toString()), places.stream()).toList());
    }

    /// A model that analyses dumps and runs commands.
    static AnalysisModel model(AnalysisOptions options) {
        return new AnalysisModel(Analyzer::open, options, interpreter(), Platform::runLater);
    }

    /// The debugger's commands.
    static Interpreter interpreter() {
        return new WinDbgInterpreter();
    }

    /// Writes the exported chart.
    static ChartSaver charts() {
        return (analysis, omission, target) -> {
            var data = Charts.of(analysis);
            if (data.isEmpty()) {
                throw new IOException("the stack of the crashed thread is unknown");
            }
            var shown = Charts.whatIf(analysis, omission).map(data.get()::with).orElse(data.get());
            try {
                Charts.write(shown, ChartFormat.of(target), target);
            } catch (IllegalArgumentException e) {
                throw new IOException(e.getMessage(), e);
            }
        };
    }

    private static Theme theme(Settings settings) {
        var theme = new Theme();
        try {
            theme.choose(Theme.Choice.valueOf(settings.get(Preference.THEME, Theme.Choice.SYSTEM.name())));
        } catch (IllegalArgumentException e) {
            theme.choose(Theme.Choice.SYSTEM);
        }
        theme.choiceProperty().subscribe(choice -> settings.put(Preference.THEME, choice.name()));
        theme.zoomTo(settings.number(Preference.ZOOM, 1));
        theme.zoomProperty().subscribe(zoom -> settings.put(Preference.ZOOM, String.valueOf(zoom)));
        Styling.followSystem(theme);
        return theme;
    }
}
