package dev.gotstack.ui;

import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.control.Overlay;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.UiText;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// All keys on one card.
final class KeyReference {
    private static final double WIDTH = 880;
    private static final double HEIGHT = 600;
    private static final List<String> EVERYWHERE = List.of("enter", "escape", "sideways", "tab", "up-down");

    private KeyReference() {}

    static void show(Actions actions, Overlay overlay) {
        var columns = new HBox(
                column(
                        section(UiText.of("keys.file"), actions, List.of("file", "help")),
                        section(UiText.of("keys.command"), actions, List.of("command")),
                        everywhere()),
                column(
                        section(UiText.of("keys.go"), actions, List.of("go")),
                        section(UiText.of("keys.frame"), actions, List.of("frame")),
                        section(UiText.of("keys.note"), actions, List.of("note"))),
                column(section(UiText.of("keys.view"), actions, List.of("view"))));
        columns.getStyleClass().add("key-columns");
        var scroll = new ScrollPane(columns);
        scroll.setFitToWidth(true);
        scroll.setPrefViewportHeight(HEIGHT);
        scroll.setMinHeight(0);
        scroll.getStyleClass().add("edge-to-edge");
        var close = new Button(UiText.of("keys.close"));
        close.setId("keys-close");
        close.setCancelButton(true);
        close.setOnAction(event -> overlay.hide());
        var card = new VBox(Texts.styled(UiText.of("keys.title"), "card-title"), scroll, close);
        card.setId("keys");
        card.getStyleClass().add("keys");
        card.setMaxWidth(WIDTH);
        overlay.show(card, close);
    }

    private static VBox column(VBox... sections) {
        var column = new VBox(sections);
        column.getStyleClass().add("key-column");
        return column;
    }

    private static VBox section(String title, Actions actions, List<String> groups) {
        var grid = grid();
        for (var group : groups) {
            for (var action : actions.group(group)) {
                if (action.key() != null) {
                    row(grid, action.keyText(), action.text().replace("…", ""));
                }
            }
        }
        return new VBox(Texts.title(title), grid);
    }

    private static VBox everywhere() {
        var grid = grid();
        EVERYWHERE.forEach(key -> row(grid, UiText.of("keys.key." + key), UiText.of("keys.does." + key)));
        return new VBox(Texts.title(UiText.of("keys.everywhere")), grid);
    }

    private static GridPane grid() {
        var grid = new GridPane();
        grid.getStyleClass().add("key-grid");
        return grid;
    }

    private static void row(GridPane grid, String key, String text) {
        int row = grid.getRowCount();
        var label = Texts.wrapped(text);
        var cap = Texts.styled(key, "key");
        cap.setMinWidth(Region.USE_PREF_SIZE);
        grid.add(cap, 0, row);
        grid.add(label, 1, row);
        GridPane.setValignment(cap, VPos.TOP);
    }
}
