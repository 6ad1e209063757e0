package dev.gotstack.ui.chart;

import dev.gotstack.report.Portion;
import dev.gotstack.report.Portions;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.control.Words;
import java.util.ArrayList;
import java.util.Locale;
import java.util.function.IntConsumer;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// Who takes how much of the stack: a bar a portion, most bytes first. Pointing at one, or going to it by the keyboard,
/// points it out on the ruler; Enter or a double click selects its largest frame.
final class Legend extends ListView<Legend.Row> {
    /// Width from which the longest usual company name fits beside module, bytes and percent.
    private static final double ROOM_FOR_COMPANY = 270;
    private static final double LOW = 36;
    private static final double HIGH = 51;
    private static final int MOST_AT_ONCE = 5;

    private final IntConsumer pointed;

    /// One row: a portion, or what is free.
    ///
    /// @param index of the portion; -1 for what is free
    /// @param figures the portion's frames and the largest of them
    /// @param colour as the style sheet writes it; empty for the ground's
    record Row(int index, String name, String detail, long bytes, int percent, String figures, String colour) {}

    /// @param pointed called with a portion's index, or -1 when it is no longer pointed at
    /// @param picked called with a portion's index when its largest frame is wanted
    Legend(IntConsumer pointed, IntConsumer picked) {
        this.pointed = pointed;
        setId("legend");
        getStyleClass().addAll("legend", "edge-to-edge");
        setAccessibleText(UiText.of("usage.legend"));
        setCellFactory(list -> new LegendCell(this::isWide, this::point, picked));
        widthProperty().subscribe(this::size);
        getSelectionModel()
                .selectedItemProperty()
                .subscribe(row -> point(row == null || !isFocused() ? -1 : row.index()));
        focusedProperty().subscribe(focused -> {
            if (!focused) {
                getSelectionModel().clearSelection();
            }
        });
        addEventHandler(KeyEvent.KEY_PRESSED, event -> pick(event, picked));
    }

    void show(Portions portions) {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < portions.all().size(); i++) {
            rows.add(row(i, portions.all().get(i)));
        }
        if (portions.free() > 0) {
            rows.add(new Row(
                    -1,
                    UiText.of("usage.free"),
                    "",
                    portions.free(),
                    portions.freePercent(),
                    UiText.of("usage.never-used"),
                    ""));
        }
        getItems().setAll(rows);
        size();
        scrollTo(0);
    }

    private static Row row(int index, Portion portion) {
        var fill = portion.look().fill();
        var colour = String.format(Locale.ROOT, "#%02x%02x%02x", fill.getRed(), fill.getGreen(), fill.getBlue());
        return new Row(
                index, portion.name(), portion.detail(), portion.bytes(), portion.percent(), portion.figures(), colour);
    }

    private boolean isWide() {
        return getWidth() >= ROOM_FOR_COMPANY;
    }

    private void size() {
        double row = isWide() ? LOW : HIGH;
        setFixedCellSize(row);
        double shown = Math.max(1, Math.min(MOST_AT_ONCE, getItems().size()));
        // Half a row more tells that there are more.
        setPrefHeight(row * (getItems().size() > MOST_AT_ONCE ? shown - 0.5 : shown));
        setMinHeight(Math.min(row * 2, getPrefHeight()));
    }

    private void point(int index) {
        pointed.accept(index);
    }

    private void pick(KeyEvent event, IntConsumer picked) {
        var row = getSelectionModel().getSelectedItem();
        if (event.getCode() == KeyCode.ENTER && row != null && row.index() >= 0) {
            picked.accept(row.index());
            event.consume();
        }
    }

    /// What a row says in one breath.
    static String describe(Row row) {
        return row.name() + (row.detail().isEmpty() ? "" : ", " + row.detail()) + ", "
                + Words.count(row.bytes(), "byte") + ", " + UiText.of("percent", row.percent())
                + (row.figures().isEmpty() ? "" : ", " + row.figures());
    }
}
