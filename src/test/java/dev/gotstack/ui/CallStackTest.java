package dev.gotstack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The rebuilt call stack, its cycles, and the ruler beside it.
class CallStackTest extends WindowTest {
    private static final int FOLDED = 7;
    private static final int AT_FIRST = 13;
    private static final int ROUNDS = 16;
    private static final int CALLS = 8;

    @BeforeEach
    void openArticle() {
        open(Samples.ARTICLE);
    }

    @Test
    void theCycleIsFoldedAtFirst() {
        assertEquals(AT_FIRST, list("#reconstructed").getItems().size());
        assertTrue(texts("#reconstructed").contains("cycle ×16"), texts("#reconstructed"));
        assertTrue(texts("#reconstructed").contains("557 bytes each"), texts("#reconstructed"));
        assertTrue(texts("#reconstructed").contains("The thread entered the kernel here from user mode"));
    }

    @Test
    void theCycleUnfoldsIntoRoundsAndFrames() {
        doubleClickOn(lookupText("cycle ×16"), MouseButton.PRIMARY);

        assertEquals(
                AT_FIRST + ROUNDS + CALLS, list("#reconstructed").getItems().size());
        assertTrue(texts("#reconstructed").contains("round 1 of 16"), texts("#reconstructed"));

        doubleClickOn(lookupText("cycle ×16"), MouseButton.PRIMARY);
        assertEquals(AT_FIRST, list("#reconstructed").getItems().size());
    }

    @Test
    void theCycleUnfoldsByKeyboard() {
        interact(() -> {
            list("#reconstructed").requestFocus();
            list("#reconstructed").getSelectionModel().select(FOLDED);
        });
        push(KeyCode.RIGHT);
        assertEquals(
                AT_FIRST + ROUNDS + CALLS, list("#reconstructed").getItems().size());
        push(KeyCode.DOWN);
        push(KeyCode.LEFT);
        assertEquals(AT_FIRST + ROUNDS, list("#reconstructed").getItems().size());
    }

    @Test
    void aChosenRowSelectsItsFrame() {
        clickOn(lookupText("fabfs!FabReadRun"));

        var selection = Objects.requireNonNull(model.selectionProperty().get());
        assertEquals(4, selection.frame());
        assertEquals(1568, selection.length());
        assertTrue(text("#status-address").startsWith("va b8ae6168 → pa "), text("#status-address"));
    }

    @Test
    void aFrameChosenElsewhereIsShownEvenInsideTheCycle() {
        interact(() -> model.selectFrame(20));

        assertTrue(
                String.valueOf(list("#reconstructed").getSelectionModel().getSelectedItem())
                        .contains("index=20"),
                "the row of frame 20 is selected");
    }

    @Test
    void theRulerSelectsByMouseAndKeyboard() {
        clickOn("#ruler");
        int frame = Objects.requireNonNull(model.selectionProperty().get()).frame();
        assertTrue(frame > 0, "the middle of the ruler belongs to a frame");

        push(KeyCode.UP);
        assertEquals(
                frame + 1,
                Objects.requireNonNull(model.selectionProperty().get()).frame());
        push(KeyCode.END);
        assertEquals(0, Objects.requireNonNull(model.selectionProperty().get()).frame());
        assertTrue(find("#ruler").getAccessibleText().contains("Selected frame 0, nt!_KiTrap0E+0x5c, 88 bytes"));
    }

    @Test
    void theLegendAddsUp() {
        var legend = texts("#legend");
        // The company stands beside the name or, in a narrow column, below it.
        assertTrue(
                legend.contains("stackhog\nContoso Ltd.\n5,204\n42 %")
                        || legend.contains("stackhog\n5,204\n42 %\nContoso Ltd."),
                legend);
        assertEquals("88 bytes were left at the first fault; handling it takes 116.", text("#usage-remark"));
    }

    private Node lookupText(String text) {
        return from(lookup("#reconstructed")).lookup(text).query();
    }
}
