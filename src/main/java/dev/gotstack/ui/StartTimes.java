package dev.gotstack.ui;

import dev.gotstack.model.AnalysisModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;

/// Notes when a window, the header of its dump and the whole story were first on the screen, and closes the window
// then:
/// for measuring the program's start, and for rehearsing it when the distribution is built. Only with
/// `-Dgotstack.startTimes=FILE`.
final class StartTimes {
    private static final String PROPERTY = "gotstack.startTimes";
    /// What is set is laid out in the next pulse and on the screen when the one after that begins.
    private static final int PULSES = 2;

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
        stage.setOnShown(event -> afterPulses(scene, PULSES, () -> note("window")));
        model.headerProperty().subscribe(facts -> {
            if (facts != null) {
                afterPulses(scene, PULSES, () -> note("header"));
            }
        });
        model.analysisProperty().subscribe(analysis -> {
            if (analysis != null) {
                afterPulses(scene, PULSES, () -> note("story"));
                afterPulses(scene, PULSES + 1, () -> end(stage));
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

    private static void afterPulses(Scene scene, int pulses, Runnable action) {
        if (pulses == 0) {
            action.run();
            return;
        }
        scene.addPostLayoutPulseListener(new Runnable() {
            @Override
            public void run() {
                scene.removePostLayoutPulseListener(this);
                Platform.runLater(() -> afterPulses(scene, pulses - 1, action));
            }
        });
        Platform.requestNextPulse();
    }
}
