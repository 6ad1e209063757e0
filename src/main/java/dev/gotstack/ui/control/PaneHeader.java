package dev.gotstack.ui.control;

import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// The line above a pane: its title left, a remark right. The remark gives way when there is no room for both.
public final class PaneHeader extends HBox {
    private final Label note = Texts.muted("");

    public PaneHeader(String title) {
        getStyleClass().add("pane-header");
        setAlignment(Pos.BASELINE_LEFT);
        var name = Texts.title(title);
        name.setMinWidth(USE_PREF_SIZE);
        var gap = new Region();
        setHgrow(gap, Priority.ALWAYS);
        note.setMinWidth(0);
        note.getStyleClass().add("small");
        getChildren().addAll(name, gap, note);
    }

    /// The remark.
    public StringProperty noteProperty() {
        return note.textProperty();
    }

    public void note(String text) {
        note.setText(text);
        note.setTooltip(text.isEmpty() ? null : Texts.tooltip(text));
    }

    /// Adds a control at the right end.
    public void add(Node control) {
        getChildren().add(control);
    }
}
