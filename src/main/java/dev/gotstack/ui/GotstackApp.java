package dev.gotstack.ui;

import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.analysis.Analyzer;
import dev.gotstack.command.Interpreter;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.action.ChartSaver;
import dev.gotstack.ui.control.NativeFileChoice;
import dev.gotstack.ui.control.Settings;
import dev.gotstack.ui.theme.Styling;
import dev.gotstack.ui.theme.Theme;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;

/// The desktop program. Everything is wired here, by hand.
public final class GotstackApp extends Application {
    private static final String THEME = "theme";

    @Override
    public void start(Stage stage) {
        var settings = Settings.ofUser();
        var model = model(AnalysisOptions.defaults());
        var theme = theme(settings);
        new MainWindow(stage, model, theme, charts(), new NativeFileChoice(stage), settings).show();
        getParameters().getUnnamed().stream()
                .findFirst()
                .flatMap(GotstackApp::path)
                .ifPresent(model::open);
    }

    /// A model that analyses dumps and runs commands.
    public static AnalysisModel model(AnalysisOptions options) {
        return new AnalysisModel(new Analyzer(options)::open, interpreter(), Platform::runLater);
    }

    /// The debugger's commands.
    static Interpreter interpreter() {
        return new TaskCommands();
    }

    /// Writes the exported chart.
    static ChartSaver charts() {
        return (analysis, target) -> {
            throw new IOException("this build cannot write charts");
        };
    }

    private static Theme theme(Settings settings) {
        var theme = new Theme();
        try {
            theme.choose(Theme.Choice.valueOf(settings.get(THEME, Theme.Choice.SYSTEM.name())));
        } catch (IllegalArgumentException e) {
            theme.choose(Theme.Choice.SYSTEM);
        }
        theme.choiceProperty().subscribe(choice -> settings.put(THEME, choice.name()));
        Styling.followSystem(theme);
        return theme;
    }

    private static Optional<Path> path(String argument) {
        try {
            return Optional.of(Path.of(argument));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /// Starts the program.
    public static void main(String[] arguments) {
        launch(arguments);
    }
}
