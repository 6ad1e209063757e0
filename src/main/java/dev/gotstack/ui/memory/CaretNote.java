package dev.gotstack.ui.memory;

import dev.gotstack.ui.control.Mono;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;

/// The line below the rows, about the value at the caret. Where there is no room for all of it, whole pieces are left
/// out, the last ones first; the tooltip has them all.
final class CaretNote extends Label {
    private List<String> pieces = List.of();

    CaretNote() {
        Mono.apply(this);
        getStyleClass().add("pane-note");
        setMaxWidth(Double.MAX_VALUE);
        setMinWidth(0);
        setTooltip(new Tooltip());
        widthProperty().subscribe(this::fit);
        fontProperty().subscribe(this::fit);
    }

    /// @param pieces each with what parts it from the one before, the most important ones first
    void show(List<String> pieces) {
        this.pieces = List.copyOf(pieces);
        getTooltip().setText(whole());
        fit();
    }

    /// All that is to be said.
    String whole() {
        return String.join("", pieces);
    }

    private void fit() {
        double room = getWidth() - snappedLeftInset() - snappedRightInset();
        double advance = Mono.advance(getFont());
        int shown = pieces.size();
        while (shown > 1 && String.join("", pieces.subList(0, shown)).length() * advance > room) {
            shown--;
        }
        setText(String.join("", pieces.subList(0, shown)));
    }
}
