import java.nio.file.Files;
import java.nio.file.Path;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.stage.Stage;

/// The least that a JavaFX program can show. It writes when that was on the screen, as Gotstack does with
/// `-Dgotstack.startTimes`, and ends.
public final class EmptyWindow extends Application {
    public static void main(String[] arguments) {
        launch(arguments);
    }

    @Override
    public void start(Stage stage) {
        var scene = new Scene(new Label("empty"), 1400, 900);
        var file = Path.of(getParameters().getRaw().getFirst());
        stage.setScene(scene);
        stage.setOnShown(event -> afterPulses(scene, 2, () -> {
            Files.writeString(file, "window " + System.currentTimeMillis() + "\n");
            return Files.exists(file);
        }));
        stage.show();
    }

    private static void afterPulses(Scene scene, int pulses, java.util.concurrent.Callable<?> action) {
        scene.addPostLayoutPulseListener(new Runnable() {
            @Override
            public void run() {
                scene.removePostLayoutPulseListener(this);
                Platform.runLater(() -> {
                    if (pulses > 1) {
                        afterPulses(scene, pulses - 1, action);
                        return;
                    }
                    try {
                        action.call();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    Platform.exit();
                });
            }
        });
        Platform.requestNextPulse();
    }
}
