package dev.gotstack.ui;

import dev.gotstack.ui.action.Action;
import dev.gotstack.ui.control.Overlay;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.UiText;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// All actions, searchable: type, choose with the arrow keys, Enter.
final class CommandPalette extends VBox {
    private static final double WIDTH = 480;
    private static final double HEIGHT = 340;

    private final List<Action> actions;
    private final Overlay overlay;
    private final TextField search = new TextField();
    private final ListView<Action> list = new ListView<>();

    private CommandPalette(List<Action> actions, Overlay overlay) {
        this.actions = actions;
        this.overlay = overlay;
        setMaxWidth(WIDTH);
        getStyleClass().add("palette");
        search.setId("palette-search");
        search.setPromptText(UiText.of("palette.prompt"));
        search.textProperty().subscribe(this::filter);
        search.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        list.setId("palette-list");
        list.getStyleClass().add("edge-to-edge");
        list.setPrefHeight(HEIGHT);
        list.setFocusTraversable(false);
        list.setPlaceholder(Texts.muted(UiText.of("palette.none")));
        list.setCellFactory(view -> new ActionCell());
        list.setOnMouseClicked(event -> runSelected());
        getChildren().addAll(search, list);
    }

    /// Shows the palette.
    static void show(List<Action> actions, Overlay overlay) {
        var palette = new CommandPalette(actions, overlay);
        overlay.show(palette, palette.search);
    }

    private void filter(String text) {
        var wanted = text.toLowerCase(Locale.ROOT).strip();
        var words = wanted.split("\\s+", -1);
        list.getItems()
                .setAll(actions.stream()
                        .filter(action -> action.enabled().get())
                        .filter(action -> matches(action, words))
                        // What is called just so comes before what only has the same words.
                        .sorted(Comparator.comparing(action ->
                                !action.text().toLowerCase(Locale.ROOT).startsWith(wanted)))
                        .toList());
        list.getSelectionModel().selectFirst();
    }

    private static boolean matches(Action action, String[] words) {
        var text = (action.text() + " " + action.group() + " " + action.keyText()).toLowerCase(Locale.ROOT);
        return List.of(words).stream().allMatch(text::contains);
    }

    private void key(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER) {
            runSelected();
            event.consume();
        } else if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.UP) {
            int step = event.getCode() == KeyCode.DOWN ? 1 : -1;
            int at = list.getSelectionModel().getSelectedIndex() + step;
            int next = Math.floorMod(at, Math.max(1, list.getItems().size()));
            list.getSelectionModel().select(next);
            list.scrollTo(Math.max(0, next - 4));
            event.consume();
        }
    }

    private void runSelected() {
        var action = list.getSelectionModel().getSelectedItem();
        overlay.hide();
        if (action != null) {
            action.run();
        }
    }

    /// An action and its key.
    private static final class ActionCell extends ListCell<Action> {
        ActionCell() {
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable Action action, boolean empty) {
            super.updateItem(action, empty);
            if (empty || action == null) {
                setGraphic(null);
                return;
            }
            var gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            var key = Texts.styled(action.keyText(), "key");
            key.setVisible(!action.keyText().isEmpty());
            var line = new HBox(Texts.plain(action.text()), gap, key);
            line.setAlignment(Pos.CENTER_LEFT);
            line.prefWidthProperty().bind(widthProperty().subtract(28));
            setGraphic(line);
            setAccessibleText(action.text() + " " + action.keyText());
        }
    }
}
