package dev.gotstack.ui.chart;

import dev.gotstack.report.Grouping;
import dev.gotstack.ui.control.Texts;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// What the ruler's colours stand for, and how large it is.
final class UsageBar extends HBox {
    private final ToggleGroup group = new ToggleGroup();
    private final Node out;
    private final Node in;

    /// @param chosen called when the user groups the stack by something else
    UsageBar(Consumer<Grouping> chosen, RulerCanvas ruler) {
        getStyleClass().add("usage-bar");
        setAlignment(Pos.CENTER_LEFT);
        for (var grouping : Grouping.values()) {
            getChildren().add(toggle(grouping));
        }
        group.selectToggle(group.getToggles().getFirst());
        group.selectedToggleProperty().subscribe((before, now) -> {
            if (now == null) {
                group.selectToggle(before);
            } else if (before != null) {
                chosen.accept(grouping());
            }
        });
        out = button("−", "Zoom out (−, Ctrl+wheel)", "zoom-out", () -> ruler.zoom(-2));
        in = button("+", "Zoom in (+, Ctrl+wheel); 0 shows the whole stack", "zoom-in", () -> ruler.zoom(2));
    }

    /// For the line above, where there is room.
    Node zoomOut() {
        return out;
    }

    Node zoomIn() {
        return in;
    }

    Grouping grouping() {
        return (Grouping) group.getSelectedToggle().getUserData();
    }

    private ToggleButton toggle(Grouping grouping) {
        var toggle = new ToggleButton(grouping.word());
        toggle.setId("group-" + grouping.name().toLowerCase(Locale.ROOT));
        toggle.setUserData(grouping);
        toggle.setToggleGroup(group);
        toggle.getStyleClass().addAll("format-toggle", "usage-toggle");
        toggle.setMinWidth(Region.USE_PREF_SIZE);
        toggle.setTooltip(
                Texts.tooltip("Add up and colour by " + grouping.word().toLowerCase(Locale.ROOT)));
        return toggle;
    }

    private static Node button(String text, String tip, String id, Runnable run) {
        var button = new Button(text);
        button.setId(id);
        button.getStyleClass().addAll("format-toggle", "usage-zoom");
        button.setTooltip(Texts.tooltip(tip));
        button.setAccessibleText(tip);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> run.run());
        return button;
    }
}
