package dev.gotstack.ui.console;

import dev.gotstack.command.Context;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.action.ActionControls;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.control.Mono;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.UiText;
import javafx.animation.PauseTransition;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.Duration;

/// The prompt, the input, and while a command runs what it does and the button that stops it.
final class PromptLine extends HBox {
    /// Most commands are done sooner, and nothing has to flicker.
    private static final Duration SOON = Duration.millis(200);

    private static final PseudoClass BUSY = PseudoClass.getPseudoClass("busy");
    private static final double BAR = 64;

    private final AnalysisModel model;
    private final Label prompt = Mono.apply(new Label());
    private final HBox running;
    private final PauseTransition soon = new PauseTransition(SOON);

    PromptLine(AnalysisModel model, Actions actions, InputLine input) {
        this.model = model;
        this.running = running(actions);
        getStyleClass().add("console-input");
        setAlignment(Pos.CENTER_LEFT);
        prompt.setId("console-prompt");
        prompt.getStyleClass().add("console-prompt");
        prompt.setMinWidth(USE_PREF_SIZE);
        setHgrow(input, Priority.ALWAYS);
        getChildren().addAll(prompt, input, running);
        soon.setOnFinished(event -> show());
        model.contextProperty().subscribe(this::show);
        model.commands().stoppingProperty().subscribe(this::show);
        model.commands().busyProperty().subscribe(this::changed);
    }

    private HBox running(Actions actions) {
        var commands = model.commands();
        var bar = new ProgressBar();
        bar.setPrefWidth(BAR);
        bar.setMinWidth(BAR);
        bar.progressProperty().bind(commands.work().progressProperty());
        var words = Texts.muted("");
        words.setId("console-running");
        words.setMinWidth(0);
        words.setMaxWidth(220);
        words.textProperty()
                .bind(Bindings.createStringBinding(
                        this::words,
                        commands.work().messageProperty(),
                        commands.waitingProperty(),
                        commands.stoppingProperty()));
        bar.accessibleTextProperty().bind(words.textProperty());
        var stop = ActionControls.button(actions.action("command.stop"));
        stop.setText(UiText.of("console.stop"));
        stop.setMinWidth(USE_PREF_SIZE);
        stop.getStyleClass().add("small");
        var box = new HBox(words, bar, stop);
        box.getStyleClass().add("console-working");
        box.setAlignment(Pos.CENTER_LEFT);
        box.managedProperty().bind(box.visibleProperty());
        return box;
    }

    private String words() {
        var commands = model.commands();
        int waiting = commands.waitingProperty().get();
        var running = commands.work().messageProperty().get();
        return (commands.stoppingProperty().get() ? UiText.of("console.stopping", running) : running)
                + (waiting == 0 ? "" : "  " + UiText.of("console.waiting", waiting));
    }

    private void changed(boolean busy) {
        if (busy) {
            soon.playFromStart();
        } else {
            soon.stop();
            show();
        }
    }

    private void show() {
        boolean busy = model.commands().busyProperty().get() && soon.getStatus() != PauseTransition.Status.RUNNING;
        Context context = model.contextProperty().get();
        running.setVisible(busy);
        prompt.pseudoClassStateChanged(BUSY, busy);
        prompt.setText(busy ? "*BUSY*" : context == null ? "" : context.prompt());
    }
}
