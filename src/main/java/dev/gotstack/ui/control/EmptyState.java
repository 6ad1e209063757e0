package dev.gotstack.ui.control;

import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.text.TextAlignment;

/// What a pane shows instead of its content while there is none: the reason.
public final class EmptyState {
    private EmptyState() {}

    /// What a pane says while no dump is open.
    public static String noDump() {
        return UiText.of("empty.no-dump");
    }

    /// A label with the reason, for tables' placeholders too.
    public static Label label(String reason) {
        var label = new Label(reason);
        label.getStyleClass().add("pane-empty");
        label.setWrapText(true);
        label.setTextAlignment(TextAlignment.CENTER);
        return label;
    }

    /// The content, or the reason for as long as there is one.
    ///
    /// @param reason empty while the content is to be shown
    public static StackPane over(Node content, ObservableValue<String> reason) {
        var label = label("");
        label.textProperty().bind(reason);
        var missing = reason.map(text -> !text.isEmpty());
        label.visibleProperty().bind(missing);
        content.visibleProperty().bind(missing.map(absent -> !absent));
        return new StackPane(content, label);
    }
}
