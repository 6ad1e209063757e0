package dev.gotstack.ui.welcome;

import dev.gotstack.analysis.HeaderFacts;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.report.HeaderReport;
import dev.gotstack.ui.action.ActionControls;
import dev.gotstack.ui.action.Actions;
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
    private final Node open;

    public HeaderPane(AnalysisModel model, Actions actions) {
        getStyleClass().addAll("welcome");
        setId("header-only");
        var button = ActionControls.button(actions.action("file.open"));
        button.setId("header-open");
        button.getStyleClass().add("accent");
        open = button;
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
        model.headerProperty().subscribe(this::show);
    }

    private void show(@Nullable HeaderFacts facts) {
        column.getChildren().clear();
        if (facts == null) {
            return;
        }
        var reason = Texts.wrapped(facts.reason(), "muted");
        reason.setId("header-reason");
        column.getChildren().addAll(Texts.styled(facts.file(), "welcome-title"), reason, grid(facts), open);
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
