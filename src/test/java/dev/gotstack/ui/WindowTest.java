package dev.gotstack.ui;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.action.ChartSaver;
import dev.gotstack.ui.control.FileChoice;
import dev.gotstack.ui.control.Settings;
import dev.gotstack.ui.theme.Theme;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationTest;
import org.testfx.util.WaitForAsyncUtils;

/// A window with a model behind it, and ways to look at it.
abstract class WindowTest extends ApplicationTest {
    private static final long PATIENCE = 20;

    AnalysisModel model = GotstackApp.model(AnalysisOptions.defaults());
    final Theme theme = new Theme();
    final Settings settings = Settings.inMemory();
    Optional<Path> chosen = Optional.empty();
    ChartSaver charts = GotstackApp.charts();
    MainWindow window = unset();

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T unset() {
        return null;
    }

    @Override
    public void start(Stage stage) {
        // The stage is that of the test before. The headless platform fails for good when a window leaves its screen.
        stage.setX(0);
        stage.setY(0);
        window = new MainWindow(
                stage,
                model,
                theme,
                (analysis, omission, target) -> charts.save(analysis, omission, target),
                files(),
                settings);
        window.show();
        // The window fits itself into the platform's small screen; the tests want it as on a usual one.
        stage.setWidth(1400);
        stage.setHeight(900);
    }

    @AfterEach
    void closeDump() {
        interact(model::close);
    }

    private FileChoice files() {
        return new FileChoice() {
            @Override
            public Optional<Path> open(String title, List<Kind> kinds) {
                return chosen;
            }

            @Override
            public Optional<Path> save(String title, String name, List<Kind> kinds) {
                return chosen;
            }
        };
    }

    void open(Path dump) {
        interact(() -> model.open(dump));
        waitFor(this::isQuiet);
    }

    /// Whether no work and no command runs, as the window's thread sees it.
    boolean isQuiet() {
        return WaitForAsyncUtils.waitForAsyncFx(
                TimeUnit.SECONDS.toMillis(PATIENCE),
                () -> !model.work().runningProperty().get()
                        && !model.commands().busyProperty().get());
    }

    /// What is clicked runs a command on another thread; tests look at what it has changed.
    private FxRobot settled() {
        waitFor(() -> !WaitForAsyncUtils.waitForAsyncFx(
                TimeUnit.SECONDS.toMillis(PATIENCE),
                () -> model.commands().busyProperty().get()));
        return this;
    }

    @Override
    public FxRobot clickOn(String query, MouseButton... buttons) {
        super.clickOn(query, buttons);
        return settled();
    }

    @Override
    public FxRobot clickOn(Node node, MouseButton... buttons) {
        super.clickOn(node, buttons);
        return settled();
    }

    @Override
    public FxRobot push(KeyCode... keys) {
        super.push(keys);
        return settled();
    }

    @Override
    public FxRobot interact(Runnable action) {
        super.interact(action);
        return settled();
    }

    Analysis analysis() {
        return Objects.requireNonNull(model.analysisProperty().get());
    }

    void waitFor(Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(PATIENCE, TimeUnit.SECONDS, condition);
        } catch (TimeoutException e) {
            throw new AssertionError("waited in vain", e);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    <T extends Node> T find(String query) {
        return lookup(query).query();
    }

    String text(String query) {
        return this.<Labeled>find(query).getText();
    }

    /// All texts inside a node, one a line.
    String texts(String query) {
        return labels(find(query)).map(Label::getText).collect(Collectors.joining("\n"));
    }

    private static Stream<Label> labels(Node node) {
        if (node instanceof Label label) {
            return Stream.of(label);
        }
        return node instanceof Parent parent
                ? parent.getChildrenUnmodifiable().stream().flatMap(WindowTest::labels)
                : Stream.of();
    }

    <T> ListView<T> list(String query) {
        return find(query);
    }

    boolean hasPseudoClass(String query, String name) {
        return find(query).getPseudoClassStates().stream()
                .anyMatch(state -> state.getPseudoClassName().equals(name));
    }
}
