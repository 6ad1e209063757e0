package dev.gotstack.ui.guide;

import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.action.Shell;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.UiText;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;

/// Leads through the tour: Enter and Right go on, Left goes back, Escape leaves.
public final class TourGuide {
    private final AnalysisModel model;
    private final Shell shell;
    private final GuideCard card;

    public TourGuide(AnalysisModel model, Shell shell, GuideCard card) {
        this.model = model;
        this.shell = shell;
        this.card = card;
    }

    /// Begins the tour of the dump that is open.
    ///
    /// @return false if it has no such story to tell
    public boolean start() {
        var steps = Tour.of(model, shell);
        if (steps.isEmpty()) {
            return false;
        }
        show(steps, 0);
        return true;
    }

    private void show(List<Tour.Step> steps, int index) {
        var step = steps.get(index);
        boolean last = index == steps.size() - 1;
        var text = Texts.wrapped(step.text(), "guide-text");
        text.setId("tour-text");
        var next = new Button(UiText.of(last ? "tour.done" : "tour.next"));
        next.setId("tour-next");
        next.getStyleClass().add("accent");
        next.setAccessibleText(UiText.of("tour.spoken", step.title(), step.text(), next.getText()));
        var back = new Button(UiText.of("tour.back"));
        back.setId("tour-back");
        back.setDisable(index == 0);
        Runnable forth = () -> {
            if (last) {
                card.hide();
            } else {
                show(steps, index + 1);
            }
        };
        Runnable former = () -> show(steps, Math.max(0, index - 1));
        next.setOnAction(event -> forth.run());
        back.setOnAction(event -> former.run());
        var buttons = new HBox(next, back);
        buttons.getStyleClass().add("report-buttons");
        // Before the buttons see them: arrow keys would only go from one button to the other.
        buttons.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            var code = event.getCode();
            if (code == KeyCode.LEFT || code == KeyCode.ENTER && back.isFocused()) {
                former.run();
            } else if (code == KeyCode.RIGHT || code == KeyCode.ENTER) {
                forth.run();
            } else {
                return;
            }
            event.consume();
        });
        step.show().run();
        card.show(
                UiText.of("tour.title", index + 1, steps.size(), step.title()),
                next,
                text,
                buttons,
                Texts.wrapped(UiText.of("tour.keys"), "muted", "small"));
    }
}
