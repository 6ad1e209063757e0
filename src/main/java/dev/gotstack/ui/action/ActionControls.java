package dev.gotstack.ui.action;

import dev.gotstack.ui.control.Texts;
import java.util.List;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.kordamp.ikonli.javafx.FontIcon;

/// Makes controls and keys from actions.
public final class ActionControls {
    /// Other keys for the same: keyboards differ in where plus is, and habits in what redoes.
    private static final Map<String, List<String>> ALSO = Map.of(
            "view.larger", List.of("Shortcut+Equals", "Shortcut+Add", "Shortcut+Shift+Equals"),
            "view.smaller", List.of("Shortcut+Subtract"),
            "view.usual", List.of("Shortcut+Numpad 0"),
            "note.redo", List.of("Shortcut+Shift+Z"));

    private ActionControls() {}

    /// A button that shows the action's text.
    public static Button button(Action action) {
        var button = iconButton(action);
        button.setText(action.text());
        button.getStyleClass().removeAll("button-icon", "flat");
        return button;
    }

    /// A button that shows the action's icon only.
    public static Button iconButton(Action action) {
        var button = new Button();
        button.setId(action.id().replace('.', '-'));
        if (action.icon() != null) {
            button.setGraphic(new FontIcon(action.icon()));
        }
        button.getStyleClass().addAll("button-icon", "flat");
        button.setTooltip(Texts.tooltip(action.hint()));
        button.setAccessibleText(action.text().replace("…", ""));
        button.disableProperty().bind(Bindings.not(action.enabled()));
        button.setOnAction(event -> action.run());
        return button;
    }

    /// A menu item.
    public static MenuItem item(Action action) {
        var item = new MenuItem(action.text());
        item.setId(action.id().replace('.', '-'));
        if (action.icon() != null) {
            item.setGraphic(new FontIcon(action.icon()));
        }
        if (action.key() != null) {
            item.setAccelerator(action.key());
        }
        item.disableProperty().bind(Bindings.not(action.enabled()));
        item.setOnAction(event -> action.run());
        return item;
    }

    /// Gives a scene the keys of all actions; besides, Escape goes back.
    public static void keys(Actions actions, Scene scene) {
        for (var action : actions.all()) {
            if (action.key() != null) {
                scene.getAccelerators().put(action.key(), action::run);
            }
            for (var key : ALSO.getOrDefault(action.id(), List.of())) {
                scene.getAccelerators().put(KeyCombination.valueOf(key), action::run);
            }
        }
        scene.getAccelerators().put(new KeyCodeCombination(KeyCode.ESCAPE), actions.action("go.back")::run);
        scene.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> {
            if (event.getButton() == MouseButton.BACK || event.getButton() == MouseButton.FORWARD) {
                actions.action(event.getButton() == MouseButton.BACK ? "go.back" : "go.forward")
                        .run();
                event.consume();
            }
        });
    }
}
