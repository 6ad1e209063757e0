package dev.gotstack.ui.chart;

import dev.gotstack.report.Grouping;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.UiText;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;

/// What the ruler's colours stand for. Wraps where the pane is narrow.
final class UsageBar extends FlowPane {
    private final ToggleGroup group = new ToggleGroup();

    /// @param chosen called when the user groups the stack by something else
    UsageBar(Consumer<Grouping> chosen) {
        getStyleClass().add("usage-bar");
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
                Texts.tooltip(UiText.of("usage.group-by", grouping.word().toLowerCase(Locale.getDefault()))));
        return toggle;
    }
}
