package dev.gotstack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.ui.control.Mouse;
import java.util.Objects;
import java.util.regex.Pattern;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the mouse rests on in one pane is shown by the others, and no longer.
class CrossHighlightTest extends WindowTest {
    private static final Pattern SELECTED = Pattern.compile("Selected frame (\\d+)");

    @BeforeEach
    void openArticle() {
        open(Samples.ARTICLE);
        interact(() -> model.selectFrame(3));
    }

    /// The frame that the ruler says it shows.
    private int onRuler() {
        var text = SELECTED.matcher(find("#ruler").getAccessibleText());
        assertTrue(text.find(), find("#ruler").getAccessibleText());
        return Integer.parseInt(text.group(1));
    }

    private int selected() {
        return Objects.requireNonNull(model.selectionProperty().get()).frame();
    }

    /// The cell of a list that shows some text.
    private Node cell(String list, String text) {
        Node node = from(lookup(list)).lookup(text).query();
        while (!(node instanceof ListCell<?>)) {
            node = node.getParent();
        }
        return node;
    }

    private void rest(Node node) {
        interact(() -> Mouse.fire(node, MouseEvent.MOUSE_MOVED));
        waitFor(() -> onRuler() != 3);
        assertEquals(onRuler(), selected());
    }

    private void leave(String pane) {
        interact(() -> Mouse.fire(find(pane), MouseEvent.MOUSE_EXITED));
        assertEquals(3, onRuler());
        assertEquals(3, selected());
    }

    @Test
    void aRowOfTheCallStackIsShownOnTheRuler() {
        rest(cell("#reconstructed", "fabfs!FabReadRun"));
        assertEquals(4, onRuler());
        leave("#reconstructed");
    }

    private void scrollTo(String list, String text) {
        interact(() -> {
            var items = list(list).getItems();
            for (int i = 0; i < items.size(); i++) {
                if (items.get(i).toString().contains(text)) {
                    list(list).scrollTo(i);
                    return;
                }
            }
        });
    }

    @Test
    void aFunctionOfTheTreeIsShownOnTheRuler() {
        clickOn("#by-function");
        scrollTo("#call-tree", "fabfs!FabReadRun");
        rest(cell("#call-tree", "fabfs!FabReadRun"));
        assertEquals(4, onRuler());
        leave("#call-tree");
    }

    @Test
    void theKeyboardInTheTreeMovesTheRuler() {
        clickOn("#by-function");
        interact(() -> {
            list("#call-tree").requestFocus();
            list("#call-tree").getSelectionModel().select(0);
        });
        int first = onRuler();
        push(KeyCode.DOWN);
        assertNotEquals(first, onRuler());
        assertEquals(selected(), onRuler());
    }

    @Test
    void theRulerMovesTheRowsAndTheMemory() {
        interact(() -> {
            find("#ruler").requestFocus();
            model.selectFrame(3);
        });
        push(KeyCode.UP);
        assertEquals(4, onRuler());
        assertTrue(
                String.valueOf(list("#reconstructed").getSelectionModel().getSelectedItem())
                        .contains("index=4"),
                "the row is selected");
        assertTrue(text("#status-address").startsWith("va b8ae6168"), text("#status-address"));
    }
}
