package dev.gotstack.ui.action;

import dev.gotstack.ui.control.Texts;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import org.kordamp.ikonli.javafx.FontIcon;

/// Makes controls and keys from actions.
public final class ActionControls {
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
        button.setId(action.id());
        if (action.icon() != null) {
            button.setGraphic(new FontIcon(action.icon()));
        }
        button.getStyleClass().addAll("button-icon", "flat");
        button.setTooltip(Texts.tooltip(action.hint()));
        button.setAccessibleText(action.text().replace("…", ""));
        button.disableProperty().bind(javafx.beans.binding.Bindings.not(action.enabled()));
        button.setOnAction(event -> action.run());
        return button;
    }

    /// A menu item.
    public static MenuItem item(Action action) {
        var item = new MenuItem(action.text());
        item.setId(action.id());
        if (action.icon() != null) {
            item.setGraphic(new FontIcon(action.icon()));
        }
        if (action.key() != null) {
            item.setAccelerator(action.key());
        }
        item.disableProperty().bind(javafx.beans.binding.Bindings.not(action.enabled()));
        item.setOnAction(event -> action.run());
        return item;
    }

    /// Gives a scene the keys of all actions; besides, Escape goes back.
    public static void keys(Actions actions, Scene scene) {
        for (var action : actions.all()) {
            if (action.key() != null) {
                scene.getAccelerators().put(action.key(), action::run);
            }
        }
        scene.getAccelerators().put(new KeyCodeCombination(KeyCode.ESCAPE), actions.action("go.back")::run);
    }
}
