package dev.gotstack.ui.note;

import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.control.Overlay;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.control.Words;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Where one writes down something about an address.
public final class NoteCard {
    private static final double WIDTH = 480;
    private static final int ROWS = 5;

    private NoteCard() {}

    public static void show(AnalysisModel model, long address, Overlay overlay) {
        var name = Words.address(address);
        var text = new TextArea(model.notebook().notes().at(address).note());
        text.setId("note-text");
        text.setWrapText(true);
        text.setPrefRowCount(ROWS);
        text.setPromptText(UiText.of("note.prompt"));
        text.setAccessibleText(UiText.of("note.title", name));
        Runnable save = () -> {
            model.notebook().write(address, text.getText(), name);
            overlay.hide();
        };
        // Enter ends the note, as in a chat; Shift+Enter is a new line.
        text.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER && event.isShiftDown()) {
                text.replaceSelection("\n");
                event.consume();
            } else if (event.getCode() == KeyCode.ENTER) {
                save.run();
                event.consume();
            }
        });
        var keep = new Button(UiText.of("note.keep"));
        keep.setId("note-keep");
        keep.getStyleClass().add("accent");
        keep.setOnAction(event -> save.run());
        var cancel = new Button(UiText.of("note.cancel"));
        cancel.setOnAction(event -> overlay.hide());
        var buttons = new HBox(keep, cancel);
        buttons.getStyleClass().add("report-buttons");
        var card = new VBox(
                Texts.styled(UiText.of("note.title", name), "card-title"),
                text,
                Texts.wrapped(UiText.of("note.keys"), "muted", "small"),
                buttons);
        card.setId("note-card");
        card.setMaxWidth(WIDTH);
        overlay.show(card, text);
    }
}
