package dev.gotstack.ui.control;

import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// A layer over the window that shows one card at a time. Escape or a click beside the card puts it away, and the focus
/// goes back to where it was.
public final class Overlay extends StackPane {
    private static final double TOP = 72;

    private @Nullable Node focusBefore;

    public Overlay() {
        getStyleClass().add("overlay");
        setAlignment(Pos.TOP_CENTER);
        setPadding(new Insets(TOP, TOP, TOP, TOP));
        setVisible(false);
        addEventHandler(MouseEvent.MOUSE_PRESSED, event -> {
            if (event.getTarget() == this) {
                hide();
            }
        });
        // Before the controls see it: some would keep it to themselves. An open list is closed first.
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            boolean listOpen = event.getTarget() instanceof ComboBoxBase<?> box && box.isShowing();
            if (event.getCode() == KeyCode.ESCAPE && !listOpen) {
                hide();
                event.consume();
            }
        });
    }

    /// Shows a card.
    ///
    /// @param focused the part of it that gets the focus
    public void show(Region card, Node focused) {
        if (!isVisible()) {
            focusBefore = getScene() == null ? null : getScene().getFocusOwner();
        }
        card.getStyleClass().add("card");
        card.setMaxHeight(Region.USE_PREF_SIZE);
        getChildren().setAll(card);
        setVisible(true);
        FirstFocus.bringWindow(this);
        // What lies in a part that scrolls is in the window only when that part has been laid out.
        applyCss();
        layout();
        focused.requestFocus();
    }

    public void hide() {
        setVisible(false);
        getChildren().clear();
        var before = focusBefore;
        focusBefore = null;
        if (before != null) {
            before.requestFocus();
        }
    }
}
