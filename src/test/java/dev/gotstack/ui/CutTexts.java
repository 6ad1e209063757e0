package dev.gotstack.ui;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TreeTableView;
import javafx.scene.text.Text;

/// Finds texts that have less room than they need: elided ones, and those that lie partly outside of what is shown,
/// unless they can be scrolled there. Rows of lists are not looked at.
final class CutTexts {
    private static final double ROUNDING = 1;

    private final List<String> found = new ArrayList<>();
    private final Parent root;
    private final double width;
    private final double height;

    private CutTexts(Parent root, double width, double height) {
        this.root = root;
        this.width = width;
        this.height = height;
    }

    /// @param width the room there is, in the root's units
    static List<String> in(Parent root, double width, double height) {
        root.applyCss();
        root.layout();
        var search = new CutTexts(root, width, height);
        search.visit(root, false);
        return search.found;
    }

    private void visit(Node node, boolean scrolled) {
        if (!node.isVisible()) {
            return;
        }
        // A row is one line, whatever it says; a tooltip or the pane for it has the rest.
        if (node instanceof IndexedCell<?>) {
            return;
        }
        if (node instanceof Labeled label
                && label.getText() != null
                && !label.getText().isEmpty()) {
            inspect(label, scrolled);
        }
        if (node instanceof Parent parent) {
            boolean inside = scrolled || node instanceof ScrollPane || isZoomed(node);
            boolean list = node instanceof TableView<?>
                    || node instanceof TreeTableView<?>
                    || node.getStyleClass().contains("virtual-flow");
            parent.getChildrenUnmodifiable().forEach(child -> visit(child, inside || list));
        }
    }

    /// Whether the window's content is larger than the window.
    private static boolean isZoomed(Node node) {
        return node instanceof ZoomPane pane
                && pane.getChildrenUnmodifiable().stream()
                        .anyMatch(child ->
                                child.isVisible() && child.getStyleClass().contains("scroll-bar"));
    }

    private void inspect(Labeled label, boolean scrolled) {
        if (label.getContentDisplay() == ContentDisplay.GRAPHIC_ONLY) {
            return;
        }
        for (var child : label.getChildrenUnmodifiable()) {
            if (child != label.getGraphic()
                    && child instanceof Text text
                    && text.isVisible()
                    && !text.getText().replace("\n", "").equals(label.getText().replace("\n", ""))) {
                found.add("elided: " + named(label) + " shows \"" + text.getText() + "\"");
            }
        }
        var bounds = root.sceneToLocal(label.localToScene(label.getLayoutBounds()));
        if (!scrolled && isOutside(bounds)) {
            found.add("outside: " + named(label));
        }
    }

    private boolean isOutside(Bounds bounds) {
        return bounds.getMinX() < -ROUNDING
                || bounds.getMinY() < -ROUNDING
                || bounds.getMaxX() > width + ROUNDING
                || bounds.getMaxY() > height + ROUNDING;
    }

    private static String named(Labeled label) {
        var name = label.getId() == null ? String.join(" ", label.getStyleClass()) : "#" + label.getId();
        return name + " \"" + label.getText() + "\"";
    }
}
