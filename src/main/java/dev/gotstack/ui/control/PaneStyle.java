package dev.gotstack.ui.control;

import dev.gotstack.ui.action.Actions;
import javafx.scene.Parent;

/// Gives a pane its style sheet, and the style class `dark` for as long as the theme is.
public final class PaneStyle {
    private static final String SHEET = "/css/panes.css";

    private PaneStyle() {}

    public static void install(Parent pane, String styleClass, Actions actions) {
        pane.getStyleClass().addAll("pane", styleClass);
        pane.getStylesheets().add(SHEET);
        actions.theme().paletteProperty().subscribe(palette -> {
            pane.getStyleClass().remove("dark");
            if (palette.dark()) {
                pane.getStyleClass().add("dark");
            }
        });
    }
}
