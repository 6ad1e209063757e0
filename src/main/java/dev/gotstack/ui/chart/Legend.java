package dev.gotstack.ui.chart;

import dev.gotstack.stack.ModuleUsage;
import dev.gotstack.stack.StackUsage;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.Words;
import dev.gotstack.ui.theme.ModuleColours;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;

/// Who takes how much of the stack: a bar a module, most bytes first. Pointing at one points it out on the ruler.
final class Legend extends VBox {
    /// Width from which the longest usual company name fits beside module, bytes and percent.
    private static final double ROOM_FOR_COMPANY = 260;
    private static final double WHOLE = 100;

    private final Consumer<String> pointed;

    /// @param pointed called with the module's name, or empty when the pointer leaves it
    Legend(Consumer<String> pointed) {
        this.pointed = pointed;
        setId("legend");
        getStyleClass().add("legend");
    }

    void show(StackUsage usage, ModuleColours colours) {
        getChildren().clear();
        for (var module : usage.modules()) {
            getChildren().add(module(module, colours.of(module.name())));
        }
        if (usage.free() > 0) {
            double share = WHOLE * usage.free() / usage.size();
            getChildren().add(row("free", "", usage.free(), share, null));
        }
    }

    void clear() {
        getChildren().clear();
    }

    private Region module(ModuleUsage module, Color colour) {
        var row = row(module.name(), module.company(), module.bytes(), module.percent(), colour);
        Tooltip.install(row, Texts.tooltip(details(module)));
        row.setOnMouseEntered(event -> pointed.accept(module.name()));
        row.setOnMouseExited(event -> pointed.accept(""));
        return row;
    }

    private static String details(ModuleUsage module) {
        var company = module.company().isEmpty() ? "company unknown" : module.company();
        var largest = module.largestFrame() == 0
                ? ""
                : "\nLargest: " + module.largestFunction() + ", " + Words.count(module.largestFrame(), "byte");
        return module.name() + " · " + company + "\n" + Words.count(module.bytes(), "byte") + " in "
                + Words.count(module.frames(), "frame") + largest;
    }

    private static Region row(String name, String company, long bytes, double percent, @Nullable Color colour) {
        var module = Texts.styled(name, "legend-name");
        module.setMinWidth(Region.USE_PREF_SIZE);
        var maker = Texts.styled(company, "muted", "small");
        maker.setMinWidth(0);
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var size = Texts.styled(Words.number(bytes), "legend-bytes");
        var share = Texts.styled(Words.percent(percent), "legend-percent");
        var line = new HBox(module, maker, gap, size, share);
        line.getStyleClass().add("legend-line");
        line.setAlignment(Pos.BASELINE_LEFT);
        var row = new VBox(line, bar(percent, colour));
        row.getStyleClass().add("legend-row");
        row.widthProperty().subscribe(width -> place(maker, line, row, width.doubleValue()));
        row.setAccessibleText(
                name + ", " + company + ", " + Words.count(bytes, "byte") + ", " + Words.percent(percent));
        return row;
    }

    /// Puts the company beside the module's name where there is room for both, else on a line of its own.
    private static void place(Label maker, HBox line, VBox row, double width) {
        boolean beside = width >= ROOM_FOR_COMPANY;
        if (beside != line.getChildren().contains(maker)) {
            if (beside) {
                row.getChildren().remove(maker);
                line.getChildren().add(1, maker);
            } else {
                line.getChildren().remove(maker);
                row.getChildren().add(1, maker);
            }
        }
    }

    private static Region bar(double percent, @Nullable Color colour) {
        var fill = new Region();
        fill.getStyleClass().add("legend-fill");
        if (colour != null) {
            fill.setStyle("-fx-background-color: #" + colour.toString().substring(2, 8) + ";");
        }
        var track = new StackPane(fill);
        track.getStyleClass().add("legend-track");
        track.setAlignment(Pos.CENTER_LEFT);
        fill.maxWidthProperty().bind(track.widthProperty().multiply(Math.clamp(percent, 0, WHOLE) / WHOLE));
        return track;
    }
}
