package dev.gotstack.ui.control;

import dev.gotstack.model.AnalysisModel;
import dev.gotstack.model.Selection;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.theme.Styling;
import dev.gotstack.ui.theme.Theme;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxToolkit;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/// One pane in a window, with the article's dump open in its model.
///
/// @param <P> the pane
@ExtendWith(ApplicationExtension.class)
public abstract class PaneTest<P extends Region> {
    protected AnalysisModel model = SampleDump.emptyModel();

    /// Set when the window is made, before each test.
    @SuppressWarnings("NullAway.Init")
    protected P pane;

    protected abstract P make(AnalysisModel model, Actions actions);

    private void start(Stage stage) {
        var theme = new Theme();
        pane = make(model, new Actions(model, theme));
        stage.setScene(new Scene(pane, 900, 500));
        Styling.follow(stage.getScene(), theme);
        stage.show();
    }

    @BeforeEach
    void open() throws InterruptedException, TimeoutException {
        FxToolkit.setupStage(this::start);
        SampleDump.open(model);
        WaitForAsyncUtils.waitForFxEvents();
    }

    /// Runs something on the window's thread and waits until all that follows from it is done.
    protected void run(Runnable action) {
        get(() -> {
            action.run();
            return true;
        });
    }

    protected <T> T get(Callable<T> question) {
        T answer = WaitForAsyncUtils.waitForAsyncFx(10_000, question);
        WaitForAsyncUtils.waitForFxEvents();
        return answer;
    }

    protected Selection selection() {
        return Objects.requireNonNull(get(() -> model.selectionProperty().get()));
    }
}
