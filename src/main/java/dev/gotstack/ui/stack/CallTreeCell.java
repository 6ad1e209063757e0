package dev.gotstack.ui.stack;

import dev.gotstack.stack.CallTree.Node;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.control.Words;
import dev.gotstack.ui.theme.ModuleColours;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;

/// Draws one function of the call tree.
final class CallTreeCell extends ListCell<Node> {
    private static final double INDENT = 12;
    private static final double EDGE = 14;
    private static final double CHEVRON = 16;

    private final ModuleColours colours;
    private final Predicate<Node> isOpen;
    private final Predicate<Node> folds;

    CallTreeCell(ModuleColours colours, Predicate<Node> isOpen, Predicate<Node> folds, Consumer<Node> toggle) {
        this.colours = colours;
        this.isOpen = isOpen;
        this.folds = folds;
        getStyleClass().add("stack-row");
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        setPrefWidth(0);
        setOnMouseClicked(event -> {
            var node = getItem();
            if (node != null && folds.test(node) && event.getX() < EDGE + INDENT * node.level() + CHEVRON) {
                toggle.accept(node);
            }
        });
    }

    @Override
    protected void updateItem(@Nullable Node node, boolean empty) {
        super.updateItem(node, empty);
        setTooltip(null);
        setAccessibleText(null);
        if (empty || node == null) {
            setGraphic(null);
            return;
        }
        var line = line(node);
        line.setPadding(new Insets(0, 0, 0, INDENT * node.level()));
        line.prefWidthProperty().bind(widthProperty().subtract(2 * EDGE));
        setGraphic(line);
        setTooltip(Texts.tooltip(describe(node)));
        setAccessibleText(describe(node));
    }

    private HBox line(Node node) {
        var name = Texts.mono(node.function());
        name.setMinWidth(0);
        var words = new HBox(name);
        words.getStyleClass().add("row-words");
        words.setAlignment(Pos.CENTER_LEFT);
        words.setMinWidth(0);
        words.setMaxSize(Double.MAX_VALUE, USE_PREF_SIZE);
        HBox.setHgrow(words, Priority.ALWAYS);
        if (!node.again().isEmpty()) {
            var again = new FontIcon(MaterialDesignS.SYNC);
            again.getStyleClass().add("again");
            words.getChildren().add(again);
        }
        var line = new HBox(
                chevron(node),
                bar(node.module()),
                words,
                Texts.styled("×" + node.calls(), "mono", "tree-calls"),
                Texts.styled(Words.number(node.bytes()), "mono", "tree-own"),
                Texts.styled(Words.number(node.total()), "mono", "muted", "tree-all"));
        line.getStyleClass().add("row-line");
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private StackPane chevron(Node node) {
        var box = new StackPane();
        box.setMinWidth(CHEVRON);
        if (folds.test(node)) {
            var icon = new FontIcon(isOpen.test(node) ? MaterialDesignC.CHEVRON_DOWN : MaterialDesignC.CHEVRON_RIGHT);
            icon.getStyleClass().add("chevron");
            box.getChildren().add(icon);
        }
        return box;
    }

    private Region bar(String module) {
        var bar = new Region();
        bar.getStyleClass().add("module-bar");
        bar.setStyle("-fx-background-color: #" + colours.of(module).toString().substring(2, 8) + ";");
        return bar;
    }

    private static String describe(Node node) {
        var text = UiText.of(
                "tree.spoken",
                node.function(),
                Words.count(node.calls(), "call"),
                Words.count(node.bytes(), "byte"),
                node.total());
        return node.again().isEmpty() ? text : UiText.of("tree.again", text, String.join(", ", node.again()));
    }
}
