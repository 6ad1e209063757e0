package dev.gotstack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.ui.action.PaneKind;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListCell;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;

/// What a screen reader is told: whatever takes the keyboard has a role and words.
class AccessibleTest extends WindowTest {

    @Test
    void whatTakesTheKeyboardHasARoleAndWords() {
        var silent = new ArrayList<String>();
        check("welcome", silent);
        open(Samples.ARTICLE);
        interact(() -> model.selectFrame(3));
        for (var pane : PaneKind.values()) {
            interact(window.actions().show(pane)::run);
            check(pane.title(), silent);
        }
        for (var id : List.of(
                "help.palette",
                "help.keys",
                "help.preferences",
                "note.write",
                "note.list",
                "file.report",
                "help.proof",
                "go.find",
                "view.what-if")) {
            interact(window.actions().action(id)::run);
            sleep(100);
            check(id, silent);
            push(KeyCode.ESCAPE);
        }
        assertEquals(List.of(), silent);
    }

    private void check(String where, List<String> silent) {
        interact(() -> walk(window.scene().getRoot(), where, silent));
    }

    private static void walk(Node node, String where, List<String> silent) {
        if (!node.isVisible()) {
            return;
        }
        boolean speaks = node.isFocusTraversable() && !node.isDisabled() && !(node instanceof ScrollBar);
        if (speaks && isMute(node)) {
            silent.add(where + ": " + node);
        }
        if (node instanceof Parent parent && !(node instanceof ListCell)) {
            parent.getChildrenUnmodifiable().forEach(child -> walk(child, where, silent));
        }
    }

    private static boolean isMute(Node node) {
        boolean role =
                node.getAccessibleRole() != AccessibleRole.NODE && node.getAccessibleRole() != AccessibleRole.PARENT;
        // What is told besides: these read out their own content.
        boolean own = node instanceof TabPane || node instanceof SplitPane;
        return !role || !own && words(node).isBlank();
    }

    private static String words(Node node) {
        var said = node.getAccessibleText();
        if (said != null && !said.isBlank()) {
            return said;
        }
        var told = node instanceof Control ? node.queryAccessibleAttribute(AccessibleAttribute.TEXT) : null;
        if (told instanceof String text && !text.isBlank()) {
            return text;
        }
        return switch (node) {
            case TextInputControl input -> input.getPromptText() == null ? "" : input.getPromptText();
            case Labeled labeled -> labeled.getText() == null ? "" : labeled.getText();
            default -> "";
        };
    }

    @Test
    void whatIsDrawnIsToldToo() {
        open(Samples.ARTICLE);
        interact(() -> model.selectFrame(3));
        var canvases = lookup(node -> node instanceof Canvas).queryAll();
        assertTrue(canvases.size() >= 2, "memory and the ruler are drawn");
        for (var canvas : canvases) {
            var view = canvas.getParent();
            assertTrue(
                    view.getAccessibleText() != null
                            && !view.getAccessibleText().isBlank(),
                    view.toString());
            assertTrue(view.getAccessibleRole() != AccessibleRole.NODE, view.toString());
        }
    }

    @Test
    void theKeyboardIsSeen() {
        open(Samples.ARTICLE);
        push(KeyCode.ALT, KeyCode.DIGIT2);
        var border = this.<Region>find("#step-1").getBorder();
        assertTrue(border != null && !border.isEmpty(), "what has the keyboard is outlined");
        push(KeyCode.ALT, KeyCode.DIGIT4);
        var value = window.scene().getFocusOwner();
        assertTrue(value instanceof Region region && region.getBorder() != null, String.valueOf(value));
    }
}
