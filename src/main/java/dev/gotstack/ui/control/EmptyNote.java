package dev.gotstack.ui.control;

import javafx.geometry.Pos;
import javafx.scene.layout.StackPane;

/// What a pane shows when it has nothing to show: the reason.
public final class EmptyNote extends StackPane {
    private static final double WIDTH = 320;

    public EmptyNote(String reason) {
        getStyleClass().add("empty-note");
        setAlignment(Pos.TOP_LEFT);
        var text = Texts.wrapped(reason, "muted");
        text.setMaxWidth(WIDTH);
        getChildren().add(text);
    }
}
