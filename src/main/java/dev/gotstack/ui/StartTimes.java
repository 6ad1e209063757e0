package dev.gotstack.ui;

import dev.gotstack.model.AnalysisModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Scene;
import javafx.stage.Stage;

/// Notes when a window, the header of its dump and the whole story were first on the screen, and closes the window
/// then: for measuring the program's start, and for rehearsing it when the distribution is built. Only with
/// `-Dgotstack.startTimes=FILE`.
final class StartTimes {
    private static final String PROPERTY = "gotstack.startTimes";

    private final Path file;
    private final List<String> lines = new ArrayList<>();

    private StartTimes(Path file) {
        this.file = file;
    }

    static Optional<StartTimes> ofProperty() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of).map(StartTimes::new);
    }

    /// Watches a window that is not shown yet.
    void watch(Stage stage, Scene scene, AnalysisModel model) {
        stage.setOnShown(event -> Pulses.after(scene, Pulses.ON_SCREEN, () -> note("window")));
        model.headerProperty().subscribe(facts -> {
            if (facts != null) {
                Pulses.after(scene, Pulses.ON_SCREEN, () -> note("header"));
            }
        });
        model.analysisProperty().subscribe(analysis -> {
            if (analysis != null) {
                Pulses.after(scene, Pulses.ON_SCREEN, () -> note("story"));
                Pulses.after(scene, Pulses.ON_SCREEN + 1, () -> end(stage));
            }
        });
    }

    private void note(String what) {
        lines.add(what + " " + System.currentTimeMillis());
    }

    private void end(Stage stage) {
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        stage.close();
    }
}
