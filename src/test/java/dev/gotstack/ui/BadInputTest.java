package dev.gotstack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.ui.action.PaneKind;
import dev.gotstack.ui.control.FileChoice;
import dev.gotstack.ui.control.Settings;
import dev.gotstack.ui.session.SessionStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.application.Platform;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The dump's file is deleted, replaced or grows while it is open: a message where there is something to say, nothing
/// lost, no crash.
class BadInputTest extends WindowTest {
    @TempDir
    Path folder = Path.of("");

    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    @BeforeEach
    void watch() {
        interact(() -> Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> failures.add(failure)));
    }

    private Path copy() throws IOException {
        return Files.copy(Samples.ARTICLE, folder.resolve("copy.dmp"), StandardCopyOption.REPLACE_EXISTING);
    }

    /// Looks at everything once.
    private void lookAround() {
        interact(() -> {
            for (var pane : PaneKind.values()) {
                window.actions().show(pane).run();
            }
            model.showMemory(0xb8ae6000L, 4);
            model.showCode(0x8088c718L);
            model.selectFrame(30);
            model.execute("dd 87d68438; lm; k; kr");
        });
        waitFor(this::isQuiet);
        assertTrue(failures.isEmpty(), failures::toString);
        assertNotNull(model.analysisProperty().get());
    }

    @Test
    void aDeletedFile() throws IOException {
        var file = copy();
        interact(() -> window.keepSessions(dump -> new SessionStore(folder.resolve("sessions"))));
        open(file);
        sleep(600);
        Files.delete(file);
        lookAround();
        interact(() -> model.notebook().write(0xb8ae6048L, "kept", "a"));
        interact(() -> model.open(file));
        waitFor(this::isQuiet);
        assertTrue(find("#banner").isVisible());
        assertTrue(texts("#banner").contains("copy.dmp"), texts("#banner"));
        assertEquals("kept", model.notebook().notes().at(0xb8ae6048L).note());
        lookAround();
    }

    @Test
    void aReplacedFile() throws IOException {
        var file = copy();
        open(file);
        var other = Files.writeString(folder.resolve("other"), "this is no dump");
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        lookAround();
        interact(() -> model.execute(".reload"));
        waitFor(() -> isQuiet() && find("#banner").isVisible());
        assertNotNull(model.analysisProperty().get(), "what was open stays");
        lookAround();
    }

    @Test
    void aGrowingFile() throws IOException {
        var file = copy();
        open(file);
        Files.write(file, new byte[100_000], StandardOpenOption.APPEND);
        lookAround();
        open(file);
        lookAround();
    }

    @Test
    void aFolderOrAnEmptyFileIsNoDump() throws IOException {
        open(folder);
        assertTrue(find("#banner").isVisible());
        assertFalse(texts("#banner").isBlank());
        open(Files.createFile(folder.resolve("empty.dmp")));
        assertTrue(texts("#banner").contains("empty.dmp"), texts("#banner"));
        assertTrue(failures.isEmpty(), failures::toString);
    }

    @Test
    void aSmallScreen() {
        open(Samples.ARTICLE);
        interact(() -> {
            window.scene().getWindow().setWidth(500);
            window.scene().getWindow().setHeight(340);
        });
        waitFor(() -> window.scene().getWidth() <= 500);
        lookAround();
        // Nothing is squeezed, and nothing is out of reach: what has the keyboard is scrolled into the window.
        var scene = window.scene();
        var content = find("#window").getLayoutBounds();
        assertEquals(900, content.getWidth(), 1);
        assertEquals(600, content.getHeight(), 1);
        for (var pane : PaneKind.values()) {
            interact(window.actions().show(pane)::run);
            var owner = Objects.requireNonNull(scene.getFocusOwner());
            var shown = owner.localToScene(owner.getLayoutBounds());
            assertTrue(
                    shown.intersects(0, 0, scene.getWidth(), scene.getHeight())
                            && shown.getMinX() >= -1
                            && shown.getMinY() >= -1,
                    pane + " at " + shown);
        }
        Platform.runLater(() -> find("#file-export").requestFocus());
        waitFor(() -> {
            var shown = find("#file-export").localToScene(find("#file-export").getBoundsInLocal());
            return shown.getMinX() >= 0 && shown.getMaxX() <= 500;
        });
    }

    /// Whatever size it had on another screen.
    @Test
    void aWindowIsNeverLargerThanItsScreen() {
        var before = Settings.inMemory();
        before.put("window.width", "4000");
        before.put("window.height", "3000");
        var screen = Screen.getPrimary().getVisualBounds();
        var stages = new ArrayList<Stage>();
        interact(() -> {
            var stage = new Stage();
            stages.add(stage);
            stage.setX(0);
            stage.setY(0);
            new MainWindow(stage, model, theme, charts, FileChoice.none(), before).show();
        });
        var stage = stages.getFirst();
        assertTrue(
                stage.getWidth() <= screen.getWidth() && stage.getHeight() <= screen.getHeight(),
                () -> stage.getWidth() + "x" + stage.getHeight() + " on " + screen);
        interact(stage::close);
    }

    /// The file is cut off under the program, as by a network drive that goes away: what lies in the part that is gone
    /// cannot be read, which is said, and all else goes on.
    @Test
    void aFileCutOffWhileOpen() throws IOException {
        var file = copy();
        open(file);
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(8192);
        }
        lookAround();
        interact(() -> model.execute("!search 808813d8; s 80000000 L?100000 4d 5a; dd 87d68438"));
        waitFor(this::isQuiet);
        assertTrue(failures.isEmpty(), failures::toString);
        open(file);
        assertTrue(
                analysis().warnings().getFirst().contains("cut off"), analysis().warnings()::toString);
    }
}
