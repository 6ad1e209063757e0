package dev.gotstack.ui.control;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;

/// The line above a pane: its title left, a remark right. The remark gives way when there is no room for both.
public final class PaneHeader extends HBox {
    private static final String BETWEEN = " · ";

    private final Label note = Texts.muted("");
    private String whole = "";

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

    public void note(String text) {
        whole = text;
        note.setText(text);
        note.setTooltip(text.isEmpty() ? null : Texts.tooltip(text));
    }

    /// Of a remark in several parts, the last ones are left out where there is no room for all: better than half a
    /// word.
    @Override
    protected void layoutChildren() {
        double taken = 0;
        for (var child : getManagedChildren()) {
            taken += getSpacing() + (child == note ? 0 : child.prefWidth(-1));
        }
        double room = getWidth() - snappedLeftInset() - snappedRightInset() - taken + getSpacing();
        var text = whole;
        while (width(text) > room && text.contains(BETWEEN)) {
            text = text.substring(0, text.lastIndexOf(BETWEEN));
        }
        if (!text.equals(note.getText())) {
            note.setText(text);
        }
        super.layoutChildren();
    }

    private double width(String text) {
        var measured = new Text(text);
        measured.setFont(note.getFont());
        return Math.ceil(measured.getLayoutBounds().getWidth()) + 1;
    }

    /// Adds a control at the right end.
    public void add(Node control) {
        getChildren().add(control);
    }
}
