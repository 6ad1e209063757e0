package dev.gotstack.ui.control;

import javafx.scene.control.Button;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/// A button that has an icon and says in a tip, and to who cannot see it, what it does.
public final class IconButton {
    private IconButton() {}

    public static Button of(String id, Ikon icon, String text, Runnable run) {
        var button = new Button(null, new FontIcon(icon));
        button.setId(id);
        button.getStyleClass().addAll("button-icon", "flat");
        button.setTooltip(Texts.tooltip(text));
        button.setAccessibleText(text);
        button.setOnAction(event -> run.run());
        return button;
    }
}
