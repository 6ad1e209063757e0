package dev.gotstack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.analysis.Analyzer;
import dev.gotstack.command.WinDbgInterpreter;
import dev.gotstack.model.AnalysisModel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;

/// What is on the screen before the window is whole, and that it becomes whole around it.
class FirstPictureTest extends WindowTest {
    private final CountDownLatch headerRead = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);
    private final AtomicBoolean bare = new AtomicBoolean();
    private Bounds first = unset();

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T unset() {
        return null;
    }

    @Override
    public void start(Stage stage) {
        model = new AnalysisModel(
                (dump, options, progress, header) -> Analyzer.open(dump, options, progress, facts -> {
                    header.accept(facts);
                    headerRead.countDown();
                    await(mayGoOn);
                }),
                AnalysisOptions.defaults(),
                new WinDbgInterpreter(),
                Platform::runLater);
        model.open(Samples.ARTICLE);
        super.start(stage);
        bare.set(lookup("#menu").tryQuery().isEmpty());
        Pulses.after(window.scene(), 1, () -> first = place());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isOnScreen(String query) {
        for (Node at = find(query); at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private Bounds place() {
        var facts = find("#header-only");
        return facts.localToScene(facts.getLayoutBounds());
    }

    @Test
    void theHeaderIsThereFirstAndTheRestGrowsAroundIt() {
        await(headerRead);
        assertTrue(bare.get(), "bars were built before the window was shown");
        waitFor(() -> lookup("#menu").tryQuery().isPresent());
        assertTrue(find("#header-only").isVisible());
        assertTrue(texts("#header-facts").contains("0x7F"), texts("#header-facts"));
        assertFalse(lookup("#header-open").tryQuery().isPresent(), "nothing to choose while it is read");
        // The panes wait for the dump, out of sight.
        waitFor(() -> lookup(".story-scroll").tryQuery().isPresent());
        assertFalse(isOnScreen(".story-scroll"));
        assertEquals(first.getCenterY(), place().getCenterY(), 1, "what was read moved");
        mayGoOn.countDown();
        waitFor(this::isQuiet);
        assertFalse(find("#header-only").isVisible());
        assertTrue(isOnScreen(".story-scroll"));
    }
}
