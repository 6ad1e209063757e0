package dev.gotstack.ui.console;

import dev.gotstack.ui.control.Texts;
import javafx.beans.value.ObservableValue;
import javafx.scene.Scene;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/// While Ctrl is held, shows below the link that the mouse or the caret is on the command it runs.
final class LinkHint {
    private final OutputView view;
    private final Tooltip tip = Texts.tooltip("");
    private boolean held;

    LinkHint(OutputView view) {
        this.view = view;
        tip.setId("link-hint");
        tip.setAutoHide(false);
    }

    /// Follows the Ctrl key wherever the focus is in the window.
    void install() {
        view.sceneProperty().subscribe(this::listen);
        view.hotProperty().subscribe(this::show);
        ObservableValue<Boolean> active =
                view.sceneProperty().flatMap(Scene::windowProperty).flatMap(window -> window.focusedProperty());
        active.subscribe(focused -> hold(false));
    }

    private void listen(@Nullable Scene before, @Nullable Scene scene) {
        if (before != null) {
            before.removeEventFilter(KeyEvent.ANY, this::key);
        }
        if (scene != null) {
            scene.addEventFilter(KeyEvent.ANY, this::key);
        }
    }

    private void key(KeyEvent event) {
        if (event.getCode() == KeyCode.CONTROL || event.getCode() == KeyCode.COMMAND) {
            hold(event.getEventType() == KeyEvent.KEY_PRESSED);
        }
    }

    private void hold(boolean now) {
        held = now;
        show();
    }

    private void show() {
        var link = view.hotProperty().get();
        if (!held || link == null || view.getScene() == null) {
            tip.hide();
            return;
        }
        tip.setText(link.command());
        var place = view.localToScreen(view.boundsOf(link.line(), link.start(), link.end()));
        tip.show(view, place.getMinX(), place.getMaxY() + 4);
    }
}
