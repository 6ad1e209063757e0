package dev.gotstack.ui.control;

import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/// A message across the window that waits until it is dismissed: what went wrong, and what still works.
public final class Banner extends HBox {
    private final FontIcon icon = new FontIcon();
    private final VBox words = new VBox();
    private Runnable dismissed = () -> {};

    public Banner() {
        getStyleClass().add("banner");
        setId("banner");
        setAlignment(Pos.TOP_LEFT);
        words.getStyleClass().add("banner-words");
        setHgrow(words, Priority.ALWAYS);
        var close = new Button(null, new FontIcon(MaterialDesignC.CLOSE));
        close.setId("banner-dismiss");
        close.getStyleClass().addAll("flat", "button-icon", "small");
        close.setTooltip(Texts.tooltip(UiText.of("banner.dismiss")));
        close.setAccessibleText(UiText.of("banner.dismiss"));
        close.setOnAction(event -> hide());
        getChildren().addAll(icon, words, close);
        shown(false);
    }

    /// Shows that something went wrong.
    ///
    /// @param works what still works
    public void problem(String what, String works, Runnable whenDismissed) {
        show(what, works, whenDismissed);
        getStyleClass().remove("success");
        icon.setIconCode(MaterialDesignA.ALERT_CIRCLE_OUTLINE);
    }

    /// Shows that something was done.
    public void done(String what) {
        show(what, "", () -> {});
        getStyleClass().add("success");
        icon.setIconCode(MaterialDesignC.CHECK_CIRCLE_OUTLINE);
    }

    /// Takes it away.
    public void hide() {
        shown(false);
        var after = dismissed;
        dismissed = () -> {};
        after.run();
    }

    private void show(String what, String more, Runnable whenDismissed) {
        dismissed = whenDismissed;
        getStyleClass().remove("success");
        words.getChildren().clear();
        Consumer<String> line =
                text -> words.getChildren().add(Texts.wrapped(text, more.equals(text) ? "banner-more" : "banner-text"));
        line.accept(what);
        if (!more.isEmpty()) {
            line.accept(more);
        }
        setAccessibleText(what + " " + more);
        shown(true);
    }

    private void shown(boolean visible) {
        setVisible(visible);
        setManaged(visible);
    }
}
