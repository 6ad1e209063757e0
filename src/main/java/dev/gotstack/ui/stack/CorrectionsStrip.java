package dev.gotstack.ui.stack;

import dev.gotstack.model.AnalysisModel;
import dev.gotstack.stack.Corrections;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.action.PaneKind;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.UiText;
import javafx.geometry.Pos;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignH;

/// Says that the stack is not what the dump alone tells, and leads back to that. There only if it is so.
final class CorrectionsStrip extends HBox {
    private final Label words = Texts.styled("", "small");

    CorrectionsStrip(AnalysisModel model, Actions actions) {
        setId("corrections");
        getStyleClass().add("corrections");
        setAlignment(Pos.CENTER_LEFT);
        words.setMinWidth(0);
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var list = link(UiText.of("stack.corrections.list"), "corrections-list", () -> {
            model.follow("kr -list");
            actions.show(PaneKind.COMMAND).run();
        });
        var reset =
                link(UiText.of("stack.corrections.forget"), "corrections-reset", actions.action("frame.reset")::run);
        reset.setTooltip(Texts.tooltip(actions.action("frame.reset").hint()));
        getChildren().addAll(new FontIcon(MaterialDesignH.HAND_BACK_RIGHT_OUTLINE), words, gap, list, reset);
        show(Corrections.NONE);
    }

    void show(Corrections corrections) {
        words.setText(corrections.words().local());
        setVisible(!corrections.isEmpty());
        setManaged(!corrections.isEmpty());
    }

    private static Hyperlink link(String text, String id, Runnable body) {
        var link = new Hyperlink(text);
        link.setId(id);
        link.getStyleClass().add("small");
        link.setMinWidth(USE_PREF_SIZE);
        link.setOnAction(event -> {
            link.setVisited(false);
            body.run();
        });
        return link;
    }
}
