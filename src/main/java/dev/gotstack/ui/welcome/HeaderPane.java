package dev.gotstack.ui.welcome;

import dev.gotstack.analysis.HeaderFacts;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.report.HeaderReport;
import dev.gotstack.ui.action.Action;
import dev.gotstack.ui.action.ActionControls;
import dev.gotstack.ui.control.Texts;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// What the window shows of a dump while the rest of it is being read, or if nothing else can be.
public final class HeaderPane extends StackPane {
    private static final double WIDTH = 680;
    private static final double NAMES = 96;

    private final VBox column = new VBox();
    private final AnalysisModel model;
    private @Nullable Node open;

    public HeaderPane(AnalysisModel model) {
        this.model = model;
        getStyleClass().addAll("welcome");
        setId("header-only");
        column.getStyleClass().addAll("header-column");
        column.setMaxWidth(WIDTH);
        column.setAlignment(Pos.TOP_LEFT);
        var middle = new StackPane(column);
        middle.getStyleClass().add("welcome");
        var scroll = new ScrollPane(middle);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.getStyleClass().add("edge-to-edge");
        getChildren().add(scroll);
        model.headerProperty().subscribe(facts -> show());
        model.work().runningProperty().subscribe(running -> show());
    }

    /// Adds a button below what is said, for when there is nothing to wait for.
    public void offer(Action action) {
        var button = ActionControls.button(action);
        button.setId("header-open");
        button.getStyleClass().add("accent");
        open = button;
        show();
    }

    private void show() {
        column.getChildren().clear();
        var facts = model.headerProperty().get();
        if (facts == null) {
            var opening = Texts.styled(model.work().messageProperty().get(), "welcome-title");
            opening.setId("header-opening");
            column.getChildren().add(opening);
            return;
        }
        var reason = Texts.wrapped(facts.reason().local(), "muted");
        reason.setId("header-reason");
        column.getChildren().addAll(Texts.styled(facts.file(), "welcome-title"), reason, grid(facts));
        if (open != null && !model.work().runningProperty().get()) {
            column.getChildren().add(open);
        }
    }

    private static GridPane grid(HeaderFacts facts) {
        var grid = new GridPane();
        grid.setId("header-facts");
        grid.getStyleClass().add("header-facts");
        var names = new ColumnConstraints(NAMES);
        var values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(names, values);
        int row = 0;
        for (var fact : HeaderReport.rows(facts)) {
            var name = Texts.styled(fact.name(), "muted");
            GridPane.setValignment(name, VPos.TOP);
            var value = new VBox(Texts.wrapped(fact.value(), row == 0 ? "header-main" : "mono"));
            if (!fact.more().isEmpty()) {
                value.getChildren().add(Texts.wrapped(fact.more(), "muted", "small"));
            }
            grid.addRow(row++, name, value);
        }
        return grid;
    }
}
