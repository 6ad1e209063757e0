package dev.gotstack.ui.note;

import dev.gotstack.model.AnalysisModel;
import dev.gotstack.model.Mark;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.control.Overlay;
import dev.gotstack.ui.control.Places;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.control.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignB;
import org.kordamp.ikonli.materialdesign2.MaterialDesignN;

/// All bookmarks and notes, to go to, to change and to take away.
public final class NotesCard {
    private static final double WIDTH = 560;
    private static final double HEIGHT = 300;

    private final AnalysisModel model;
    private final Actions actions;
    private final Overlay overlay;
    private final ListView<Map.Entry<Long, Mark>> list = new ListView<>();

    private NotesCard(AnalysisModel model, Actions actions, Overlay overlay) {
        this.model = model;
        this.actions = actions;
        this.overlay = overlay;
    }

    public static void show(AnalysisModel model, Actions actions, Overlay overlay) {
        new NotesCard(model, actions, overlay).show();
    }

    private void show() {
        list.setId("notes-list");
        list.getStyleClass().add("edge-to-edge");
        list.setPrefHeight(HEIGHT);
        list.setAccessibleText(UiText.of("notes.title"));
        list.setPlaceholder(Texts.wrapped(UiText.of("notes.none"), "muted"));
        list.setCellFactory(view -> new MarkCell());
        list.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        list.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                chosen().ifPresent(this::go);
            }
        });
        fill();
        var change =
                button("notes-change", UiText.of("notes.change"), () -> chosen().ifPresent(actions.notes()::write));
        var remove = button("notes-remove", UiText.of("notes.remove"), () -> chosen().ifPresent(this::remove));
        var go = button("notes-go", UiText.of("notes.go"), () -> chosen().ifPresent(this::go));
        go.getStyleClass().add("accent");
        var close = button("notes-close", UiText.of("notes.close"), overlay::hide);
        var buttons = new HBox(go, change, remove, close);
        buttons.getStyleClass().add("report-buttons");
        var card = new VBox(
                Texts.styled(UiText.of("notes.title"), "card-title"),
                list,
                Texts.wrapped(UiText.of("notes.keys"), "muted", "small"),
                buttons);
        card.setId("notes-card");
        card.getStyleClass().add("palette");
        card.setMaxWidth(WIDTH);
        overlay.show(card, list);
    }

    private static Button button(String id, String text, Runnable run) {
        var button = new Button(text);
        button.setId(id);
        button.setMinWidth(Button.USE_PREF_SIZE);
        button.setOnAction(event -> run.run());
        return button;
    }

    private void fill() {
        int at = Math.max(0, list.getSelectionModel().getSelectedIndex());
        list.getItems().setAll(List.copyOf(model.notebook().notes().marks().entrySet()));
        list.getSelectionModel().select(Math.min(at, list.getItems().size() - 1));
    }

    private Optional<Long> chosen() {
        return Optional.ofNullable(list.getSelectionModel().getSelectedItem()).map(Map.Entry::getKey);
    }

    private void go(long address) {
        overlay.hide();
        actions.goTo(address);
    }

    private void remove(long address) {
        var name = Words.address(address);
        model.notebook().remove(address, name);
        fill();
    }

    private void key(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER) {
            chosen().ifPresent(this::go);
        } else if (event.getCode() == KeyCode.DELETE) {
            chosen().ifPresent(this::remove);
        } else if (event.getCode() == KeyCode.Z && event.isShortcutDown()) {
            model.notebook().undo();
            fill();
        } else {
            return;
        }
        event.consume();
    }

    /// An address and what was left there.
    private final class MarkCell extends ListCell<Map.Entry<Long, Mark>> {
        MarkCell() {
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(Map.@Nullable Entry<Long, Mark> entry, boolean empty) {
            super.updateItem(entry, empty);
            if (empty || entry == null) {
                setGraphic(null);
                return;
            }
            var mark = entry.getValue();
            var icon = new FontIcon(mark.bookmarked() ? MaterialDesignB.BOOKMARK : MaterialDesignN.NOTE_TEXT_OUTLINE);
            var what =
                    mark.note().isEmpty() ? place(entry.getKey()) : mark.note().replace('\n', ' ');
            var address = Texts.mono(Words.address(entry.getKey()));
            address.setMinWidth(USE_PREF_SIZE);
            var line = new HBox(10, icon, address, Texts.muted(what));
            line.setAlignment(Pos.CENTER_LEFT);
            setGraphic(line);
            setAccessibleText(UiText.of(
                    mark.bookmarked() ? "notes.bookmark" : "notes.note", Words.address(entry.getKey()), what));
        }
    }

    private String place(long address) {
        var open = model.analysisProperty().get();
        return open == null ? "" : new Places(open).of(address).words();
    }
}
