package dev.gotstack.ui.find;

import dev.gotstack.ui.control.FindText;
import dev.gotstack.ui.control.FindText.Hit;
import dev.gotstack.ui.control.LinkedText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.TreeTableView;
import javafx.scene.text.Text;

/// All text of a pane, in the order it is read: rows of lists and tables that are scrolled away too.
final class PaneText {
    static final PseudoClass FOUND = PseudoClass.getPseudoClass("found");

    private PaneText() {}

    static List<Hit> of(Node pane) {
        var lines = new ArrayList<Hit>();
        collect(pane, lines);
        return lines;
    }

    private static void collect(Node node, List<Hit> lines) {
        if (!node.isVisible() || node instanceof TextInputControl) {
            return;
        }
        switch (node) {
            case ListView<?> list -> list(list, lines);
            case TableView<?> table -> table(table, lines);
            case TreeTableView<?> table -> tree(table, lines);
            case LinkedText text -> paragraphs(text, lines);
            case Labeled labeled -> label(labeled, labeled.getText(), lines);
            case Text text -> label(text, text.getText(), lines);
            case Parent parent -> children(parent, lines);
            default -> {}
        }
    }

    private static void children(Parent parent, List<Hit> lines) {
        if (parent instanceof ScrollPane scroll && scroll.getContent() != null) {
            collect(scroll.getContent(), lines);
        } else {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, lines));
        }
    }

    private static <T> void list(ListView<T> list, List<Hit> lines) {
        for (int i = 0; i < list.getItems().size(); i++) {
            int row = i;
            lines.add(new Hit(FindText.item(list, list.getItems().get(i)), () -> {
                list.getSelectionModel().clearAndSelect(row);
                list.scrollTo(Math.max(0, row - 2));
            }));
        }
    }

    private static <T> void table(TableView<T> table, List<Hit> lines) {
        for (int i = 0; i < table.getItems().size(); i++) {
            int row = i;
            var text = table.getColumns().stream()
                    .map(column -> String.valueOf(column.getCellData(row)))
                    .collect(Collectors.joining("  "));
            lines.add(new Hit(text, () -> {
                table.getSelectionModel().clearAndSelect(row);
                table.scrollTo(Math.max(0, row - 2));
            }));
        }
    }

    private static <T> void tree(TreeTableView<T> table, List<Hit> lines) {
        for (int i = 0; i < table.getExpandedItemCount(); i++) {
            int row = i;
            var text = table.getColumns().stream()
                    .map(column -> String.valueOf(column.getCellData(row)))
                    .collect(Collectors.joining("  "));
            lines.add(new Hit(text, () -> {
                table.getSelectionModel().clearAndSelect(row);
                table.scrollTo(Math.max(0, row - 2));
            }));
        }
    }

    private static void paragraphs(LinkedText text, List<Hit> lines) {
        for (int i = 0; i < text.getParagraphs().size(); i++) {
            int row = i;
            var words = text.getText(i);
            lines.add(new Hit(words, () -> {
                text.selectRange(row, 0, row, words.length());
                text.showParagraphAtCenter(row);
            }));
        }
    }

    private static void label(Node label, String words, List<Hit> lines) {
        if (words != null && !words.isBlank() && !(label instanceof Button)) {
            lines.add(new Hit(words, () -> {
                label.pseudoClassStateChanged(FOUND, true);
                scrollTo(label);
            }));
        }
    }

    private static void scrollTo(Node node) {
        for (var at = node.getParent(); at != null; at = at.getParent()) {
            if (at instanceof ScrollPane scroll && scroll.getContent() != null) {
                var content = scroll.getContent();
                double y = content.sceneToLocal(node.localToScene(node.getLayoutBounds()))
                        .getMinY();
                double hidden = content.getLayoutBounds().getHeight()
                        - scroll.getViewportBounds().getHeight();
                if (hidden > 0) {
                    scroll.setVvalue(Math.clamp((y - scroll.getViewportBounds().getHeight() / 3) / hidden, 0, 1));
                }
                return;
            }
        }
    }

    /// Takes the marks of earlier findings away.
    static void unmark(Node pane) {
        pane.pseudoClassStateChanged(FOUND, false);
        if (pane instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(PaneText::unmark);
        }
    }
}
