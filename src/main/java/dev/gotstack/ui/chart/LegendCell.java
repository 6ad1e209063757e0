package dev.gotstack.ui.chart;

import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.control.Words;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import javafx.geometry.Pos;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Draws one row of the legend: name, bytes, percent, and a bar.
final class LegendCell extends ListCell<Legend.Row> {
    private static final double WHOLE = 100;
    private static final int SHORT_NAME = 20;

    private final BooleanSupplier wide;

    /// @param wide whether the detail has room beside the name
    LegendCell(BooleanSupplier wide, IntConsumer pointed, IntConsumer picked) {
        this.wide = wide;
        getStyleClass().add("legend-row");
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        setPrefWidth(0);
        setOnMouseEntered(
                event -> pointed.accept(getItem() == null ? -1 : getItem().index()));
        setOnMouseExited(event -> pointed.accept(-1));
        setOnMouseClicked(event -> {
            if (event.getClickCount() == 2 && getItem() != null && getItem().index() >= 0) {
                picked.accept(getItem().index());
            }
        });
    }

    @Override
    protected void updateItem(Legend.@Nullable Row row, boolean empty) {
        super.updateItem(row, empty);
        if (empty || row == null) {
            setGraphic(null);
            setTooltip(null);
            setAccessibleText(null);
            return;
        }
        setGraphic(content(row));
        setTooltip(Texts.tooltip(row.name() + (row.detail().isEmpty() ? "" : " · " + row.detail()) + "\n"
                + Words.count(row.bytes(), "byte") + (row.figures().isEmpty() ? "" : " · " + row.figures())));
        setAccessibleText(Legend.describe(row));
    }

    private Region content(Legend.Row row) {
        var name = Texts.styled(row.name(), "legend-name");
        boolean beside = wide.getAsBoolean();
        boolean brief = row.name().length() <= SHORT_NAME;
        name.setMinWidth(beside && brief ? USE_PREF_SIZE : 0);
        var maker = Texts.styled(row.detail(), "muted", "small");
        maker.setMinWidth(0);
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var size = Texts.styled(Words.number(row.bytes()), "legend-bytes");
        var share = Texts.styled(percent(row), "legend-percent");
        size.setMinWidth(USE_PREF_SIZE);
        share.setMinWidth(USE_PREF_SIZE);
        // A driver's name is worth more than its maker's, which the tooltip has, too.
        var line = beside && brief ? new HBox(name, maker, gap, size, share) : new HBox(name, gap, size, share);
        line.getStyleClass().add("legend-line");
        line.setAlignment(Pos.BASELINE_LEFT);
        var content = beside ? new VBox(line, bar(row)) : new VBox(line, maker, bar(row));
        content.getStyleClass().add("legend-content");
        return content;
    }

    private static String percent(Legend.Row row) {
        return row.percent() == 0 && row.bytes() > 0 ? UiText.of("percent.least") : UiText.of("percent", row.percent());
    }

    private static Region bar(Legend.Row row) {
        var fill = new Region();
        fill.getStyleClass().add("legend-fill");
        if (!row.colour().isEmpty()) {
            fill.setStyle("-fx-background-color: " + row.colour() + ";");
        }
        var track = new StackPane(fill);
        track.getStyleClass().add("legend-track");
        track.setAlignment(Pos.CENTER_LEFT);
        fill.maxWidthProperty().bind(track.widthProperty().multiply(Math.clamp(row.percent(), 0, WHOLE) / WHOLE));
        return track;
    }
}
