package dev.gotstack.ui;

import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.analysis.Analyzer;
import dev.gotstack.command.Interpreter;
import dev.gotstack.command.WinDbgInterpreter;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.report.ChartFormat;
import dev.gotstack.report.Charts;
import dev.gotstack.ui.action.ChartSaver;
import dev.gotstack.ui.control.Preference;
import dev.gotstack.ui.control.Settings;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.instance.SingleInstance;
import dev.gotstack.ui.theme.Styling;
import dev.gotstack.ui.theme.Theme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.text.Font;
import org.jspecify.annotations.Nullable;

/// The desktop program. Everything is wired here, by hand.
public final class GotstackApp {
    private static final Pattern MADE_UP_FONT = Pattern.compile("System|Serif|SansSerif|Monospaced");

    private GotstackApp() {}

    /// Opens a window for each dump, or one without a dump, and returns when the last is closed. Where the program runs
    /// already for this user and display, it opens them, and this returns at once.
    ///
    /// @param alone opens them here in any case, and takes nothing from programs started later
    /// @return what they cannot be opened for, as the beginning of a sentence; empty if they were
    public static Optional<String> open(List<Path> dumps, AnalysisOptions options, boolean alone) {
        if (!Displays.present()) {
            return Optional.of(UiText.of("start.no-display"));
        }
        // What was asked for on this command line is not known to the program that runs already.
        var joined = alone || !options.equals(AnalysisOptions.defaults())
                ? new SingleInstance.Joined(false, null)
                : SingleInstance.join(dumps);
        if (joined.delivered()) {
            return Optional.empty();
        }
        try (var first = joined.first()) {
            return run(dumps, options, first);
        }
    }

    private static Optional<String> run(List<Path> dumps, AnalysisOptions options, @Nullable SingleInstance first) {
        var obstacle = started();
        if (obstacle.isPresent()) {
            return obstacle;
        }
        Gotstack.launch(() -> {
            var settings = Settings.ofUser();
            var windows = new Windows(options, settings, theme(settings), Platform::exit);
            windows.open(dumps);
            if (first != null) {
                first.serve(windows::openLater);
            }
        });
        return Optional.empty();
    }

    private static Optional<String> started() {
        try {
            Platform.startup(() -> Platform.setImplicitExit(false));
        } catch (UnsupportedOperationException e) {
            // How JavaFX says that there is no display.
            return Optional.of(UiText.of("start.no-display"));
        } catch (IllegalStateException e) {
            // It was started before, in vain.
        }
        // Without any but those it makes of others, JavaFX fails at the first letter.
        return Font.getFamilies().stream().allMatch(MADE_UP_FONT.asMatchPredicate())
                ? Optional.of(UiText.of("start.no-fonts"))
                : Optional.empty();
    }

    /// A model that analyses dumps and runs commands.
    static AnalysisModel model(AnalysisOptions options) {
        return new AnalysisModel(Analyzer::open, options, interpreter(), Platform::runLater);
    }

    /// The same, with the places for symbols that the user prefers, unless he named others for this run.
    ///
    /// @param picture of the window that shows it
    static AnalysisModel model(AnalysisOptions options, Settings settings, FirstPicture picture) {
        return new AnalysisModel(
                (dump, wanted, progress, header) ->
                        Analyzer.open(dump, preferred(dump, wanted, settings), progress, facts -> {
                            header.accept(facts);
                            picture.await();
                        }),
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

    /// The debugger's commands.
    static Interpreter interpreter() {
        return new WinDbgInterpreter();
    }

    /// Writes the exported chart.
    static ChartSaver charts() {
        return (analysis, omission, target) -> {
            var data = Charts.of(analysis);
            if (data.isEmpty()) {
                throw new IOException(UiText.of("file.no-stack"));
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
        Styling.underlay(theme.palette().dark());
        return theme;
    }
}
