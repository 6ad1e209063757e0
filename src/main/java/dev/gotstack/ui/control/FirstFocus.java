package dev.gotstack.ui.control;

import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Control;
import javafx.scene.control.ScrollPane;

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
