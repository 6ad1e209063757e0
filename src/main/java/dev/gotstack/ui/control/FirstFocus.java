package dev.gotstack.ui.control;

import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Control;
import javafx.scene.control.ScrollPane;
import javafx.stage.Stage;

/// Finds where the keyboard goes when a pane is chosen.
public final class FirstFocus {
    private FirstFocus() {}

    /// Gives the focus to the first part of a pane that takes it.
    ///
    /// @return false if none does
    public static boolean give(Node pane) {
        var first = find(pane);
        first.ifPresent(Node::requestFocus);
        return first.isPresent();
    }

    /// Brings the window that a node is in to the front, with the keyboard: what was asked for in another window of the
    /// program, as that of a floating pane, must not be typed there.
    public static void bringWindow(Node node) {
        if (node.getScene() != null
                && node.getScene().getWindow() instanceof Stage stage
                && stage.isShowing()
                && !stage.isFocused()) {
            stage.toFront();
            stage.requestFocus();
        }
    }

    private static Optional<Node> find(Node node) {
        if (!node.isVisible() || node.isDisabled()) {
            return Optional.empty();
        }
        if (node.isFocusTraversable()) {
            return Optional.of(node);
        }
        if (node instanceof ScrollPane scroll && scroll.getContent() != null) {
            return find(scroll.getContent());
        }
        if (node instanceof Control || !(node instanceof Parent parent)) {
            return Optional.empty();
        }
        return parent.getChildrenUnmodifiable().stream()
                .map(FirstFocus::find)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
