package dev.gotstack.ui.guide;

import dev.gotstack.ui.control.FirstFocus;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.UiText;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableDoubleValue;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/// A card in the window's lower left corner that stays while the panes are looked at. Escape or its cross puts it away,
/// and the keyboard goes back to where it was.
public final class GuideCard extends StackPane {
    private static final double NARROWEST = 250;
    private static final double MARGIN = 14;
    /// So much of what lies under the card is seen even in a low window.
    private static final double LEFT = 120;

    private final VBox card = new VBox();
    private @Nullable Node focusBefore;

    public GuideCard() {
        setId("guide");
        getStyleClass().add("guide");
        setPickOnBounds(false);
        setAlignment(Pos.BOTTOM_LEFT);
        card.getStyleClass().addAll("card", "guide-card");
        card.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        card.setPrefWidth(NARROWEST);
        card.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                hide();
                event.consume();
            }
        });
        getChildren().add(card);
        setVisible(false);
    }

    /// @param room width that it may cover
    public void keepTo(ObservableDoubleValue room) {
        card.prefWidthProperty().bind(Bindings.max(NARROWEST, Bindings.subtract(room, MARGIN)));
    }

    /// What must stay free at the bottom of what lies under the card, so that all of it can be scrolled into view.
    public ObservableValue<Insets> covered() {
        return Bindings.createObjectBinding(
                () -> isVisible()
                        ? new Insets(0, 0, Math.clamp(card.getHeight() + MARGIN, 0, Math.max(0, getHeight() - LEFT)), 0)
                        : Insets.EMPTY,
                visibleProperty(),
                card.heightProperty(),
                heightProperty());
    }

    /// Shows something.
    ///
    /// @param focused the part of it that gets the keyboard
    void show(String title, Node focused, Node... content) {
        if (!isVisible()) {
            focusBefore = getScene() == null ? null : getScene().getFocusOwner();
        }
        var name = Texts.wrapped(title, "card-title");
        name.setId("guide-title");
        HBox.setHgrow(name, Priority.ALWAYS);
        name.setMaxWidth(Double.MAX_VALUE);
        var close = new Button(null, new FontIcon(MaterialDesignC.CLOSE));
        close.setId("guide-close");
        close.getStyleClass().addAll("flat", "button-icon", "small");
        close.setAccessibleText(UiText.of("guide.close"));
        close.setTooltip(Texts.tooltip(UiText.of("guide.close-tip")));
        close.setMinWidth(Region.USE_PREF_SIZE);
        close.setOnAction(event -> hide());
        var head = new HBox(name, close);
        head.setAlignment(Pos.TOP_LEFT);
        card.getChildren().setAll(head);
        card.getChildren().addAll(content);
        setVisible(true);
        FirstFocus.bringWindow(this);
        focused.requestFocus();
    }

    public void hide() {
        setVisible(false);
        card.getChildren().clear();
        var before = focusBefore;
        focusBefore = null;
        if (before != null) {
            before.requestFocus();
        }
    }
}
