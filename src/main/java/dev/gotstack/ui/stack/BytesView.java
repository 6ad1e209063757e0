package dev.gotstack.ui.stack;

import dev.gotstack.stack.FrameBytes;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.Words;
import java.util.Locale;
import javafx.geometry.HPos;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// What a frame's bytes are used for: a bar, and below it the sums.
final class BytesView extends VBox {
    private static final double WIDTH = 248;
    private static final double THINNEST = 3;

    BytesView(FrameBytes bytes) {
        getStyleClass().add("bytes-view");
        getChildren().add(Texts.title(Words.count(bytes.bytes(), "byte")));
        if (bytes.bytes() > 0) {
            getChildren().addAll(bar(bytes), table(bytes));
        }
        setPrefWidth(WIDTH);
        setAccessibleText(bytes.lines().stream()
                .map(line -> Words.number(line.bytes()) + " " + line.what().local())
                .reduce(Words.count(bytes.bytes(), "byte"), (one, other) -> one + ", " + other));
    }

    /// As the bytes lie on the stack, high addresses left.
    private static HBox bar(FrameBytes bytes) {
        var bar = new HBox();
        bar.getStyleClass().add("bytes-bar");
        double room = WIDTH - THINNEST * bytes.lines().size();
        for (var line : bytes.lines()) {
            var piece = swatch(line, "bytes-piece");
            double width = THINNEST + room * line.bytes() / bytes.bytes();
            piece.setMinWidth(width);
            piece.setPrefWidth(width);
            bar.getChildren().add(piece);
        }
        return bar;
    }

    private static GridPane table(FrameBytes bytes) {
        var grid = new GridPane();
        grid.getStyleClass().add("bytes-table");
        var first = new ColumnConstraints();
        var numbers = new ColumnConstraints();
        numbers.setHalignment(HPos.RIGHT);
        grid.getColumnConstraints().addAll(first, numbers);
        for (var line : bytes.lines()) {
            int row = grid.getRowCount();
            var number = Texts.mono(Words.number(line.bytes()));
            number.setMinWidth(USE_PREF_SIZE);
            grid.add(swatch(line, "bytes-swatch"), 0, row);
            grid.add(number, 1, row);
            grid.add(Texts.wrapped(line.what().local(), "small"), 2, row);
        }
        return grid;
    }

    private static Region swatch(FrameBytes.Line line, String style) {
        var swatch = new Region();
        swatch.getStyleClass()
                .addAll(
                        style,
                        "use-" + line.use().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        return swatch;
    }
}
