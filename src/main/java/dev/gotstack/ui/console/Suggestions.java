package dev.gotstack.ui.console;

import dev.gotstack.command.Completion;
import dev.gotstack.ui.control.Mono;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.theme.Styling;
import dev.gotstack.ui.theme.Theme;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.Popup;
import javafx.stage.PopupWindow.AnchorLocation;
import org.jspecify.annotations.Nullable;

/// A list above the input line, to choose from. The keyboard stays with the input line, which passes on the keys that
/// are meant for the list.
final class Suggestions {
    private static final double ROW = 24;
    private static final int MOST_ROWS = 9;
    private static final double WIDTH = 520;
    private static final double EDGES = 10;

    private final ListView<Completion> list = new ListView<>();
    private final StackPane frame = new StackPane(list);
    private final Popup popup = new Popup();
    private final Theme theme;
    private Consumer<Completion> choose = completion -> {};

    Suggestions(Theme theme) {
        this.theme = theme;
        list.setId("suggestions");
        list.setFixedCellSize(ROW);
        list.setFocusTraversable(false);
        list.setCellFactory(view -> new SuggestionCell());
        list.setAccessibleText(UiText.of("console.suggestions"));
        list.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY) {
                accept();
            }
        });
        frame.getStyleClass().add("suggestions");
        frame.setPrefWidth(WIDTH);
        popup.getContent().add(frame);
        popup.setAnchorLocation(AnchorLocation.CONTENT_BOTTOM_LEFT);
        popup.setAutoHide(true);
        popup.setHideOnEscape(false);
    }

    boolean isShowing() {
        return popup.isShowing();
    }

    /// Shows a list above a node; an empty one shows nothing.
    ///
    /// @param chosen takes what is chosen
    void show(List<Completion> completions, Node owner, Consumer<Completion> chosen) {
        choose = chosen;
        if (completions.isEmpty()) {
            popup.hide();
            return;
        }
        list.getItems().setAll(completions);
        list.getSelectionModel().select(0);
        list.scrollTo(0);
        list.setPrefHeight(Math.min(MOST_ROWS, completions.size()) * ROW + 2);
        frame.setPrefHeight(list.getPrefHeight() + EDGES);
        Styling.dress(popup.getScene().getRoot(), theme.palette().dark());
        var place = owner.localToScreen(0, 0);
        if (place != null) {
            popup.show(owner, place.getX(), place.getY() - 2);
            popup.setAnchorX(place.getX());
            popup.setAnchorY(place.getY() - 2);
        }
    }

    void hide() {
        popup.hide();
    }

    /// Selects another one; behind the last comes the first.
    void move(int step) {
        int size = list.getItems().size();
        int next = Math.floorMod(list.getSelectionModel().getSelectedIndex() + step, Math.max(1, size));
        list.getSelectionModel().select(next);
        list.scrollTo(Math.max(0, next - MOST_ROWS / 2));
    }

    /// Takes the selected one.
    void accept() {
        var selected = list.getSelectionModel().getSelectedItem();
        popup.hide();
        if (selected != null) {
            choose.accept(selected);
        }
    }

    /// What is selected, for screen readers; empty if nothing is shown.
    String spoken() {
        var selected = list.getSelectionModel().getSelectedItem();
        return !isShowing() || selected == null ? "" : SuggestionCell.spoken(selected);
    }

    /// The text, what it is, and a few words about it.
    private static final class SuggestionCell extends ListCell<Completion> {
        private final Label text = Mono.apply(Texts.plain(""));
        private final Label kind = Texts.styled("", "suggestion-kind");
        private final Label help = Texts.muted("");
        private final HBox line = new HBox(text, help, new Region(), kind);

        SuggestionCell() {
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
            setPrefWidth(0);
            line.setAlignment(Pos.CENTER_LEFT);
            line.getStyleClass().add("suggestion");
            text.setMinWidth(Region.USE_PREF_SIZE);
            kind.setMinWidth(Region.USE_PREF_SIZE);
            help.setMinWidth(0);
            HBox.setHgrow(line.getChildren().get(2), Priority.ALWAYS);
        }

        static String spoken(Completion completion) {
            return completion.text() + ", " + completion.kind() + ", " + completion.help();
        }

        @Override
        protected void updateItem(@Nullable Completion item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null) {
                setGraphic(null);
                return;
            }
            text.setText(item.text());
            kind.setText(item.kind());
            help.setText(item.help());
            setGraphic(line);
            setAccessibleText(spoken(item));
        }
    }
}
