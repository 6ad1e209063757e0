package dev.gotstack.ui.console;

import dev.gotstack.ui.control.Background;
import dev.gotstack.ui.control.IconButton;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.UiText;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/// Searches the output. Enter goes to the next match, Shift+Enter to the one before, Escape closes the bar.
final class FindBar extends HBox {
    private final OutputView view;
    private final Runnable closed;
    private final TextField wanted = new TextField();
    private final Label count = Texts.muted("");
    private final Background searching = new Background();
    private Matches matches = Matches.NONE;

    /// @param closed is told when the bar goes
    FindBar(OutputView view, Runnable closed) {
        this.view = view;
        this.closed = closed;
        setId("console-find");
        getStyleClass().add("find-bar");
        setAlignment(Pos.CENTER_LEFT);
        wanted.setId("console-find-text");
        wanted.setPromptText(UiText.of("console.find"));
        wanted.setAccessibleText(UiText.of("console.find"));
        wanted.setPrefColumnCount(24);
        wanted.setMinWidth(80);
        HBox.setHgrow(wanted, Priority.SOMETIMES);
        wanted.setMaxWidth(280);
        wanted.textProperty().subscribe(text -> search(true));
        count.setId("console-find-count");
        count.setMinWidth(USE_PREF_SIZE);
        addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        getChildren()
                .addAll(
                        wanted,
                        IconButton.of(
                                "console-find-previous",
                                MaterialDesignC.CHEVRON_UP,
                                UiText.of("console.find.previous"),
                                () -> step(-1)),
                        IconButton.of(
                                "console-find-next",
                                MaterialDesignC.CHEVRON_DOWN,
                                UiText.of("console.find.next"),
                                () -> step(1)),
                        count,
                        gap(),
                        IconButton.of(
                                "console-find-close",
                                MaterialDesignC.CLOSE,
                                UiText.of("console.find.close"),
                                this::close));
        setVisible(false);
        managedProperty().bind(visibleProperty());
    }

    private static HBox gap() {
        var gap = new HBox();
        HBox.setHgrow(gap, Priority.ALWAYS);
        return gap;
    }

    /// Shows the bar, looking for what is selected if that is a part of one line.
    void open() {
        var selected = view.selectedText();
        setVisible(true);
        if (!selected.isEmpty() && selected.indexOf('\n') < 0) {
            wanted.setText(selected);
        }
        search(true);
        wanted.requestFocus();
        wanted.selectAll();
    }

    void close() {
        if (isVisible()) {
            setVisible(false);
            searching.cancel();
            show(Matches.NONE);
            closed.run();
        }
    }

    /// The output has changed.
    void refresh() {
        if (isVisible()) {
            search(false);
        }
    }

    /// @param move whether to go to the match nearest to the caret
    private void search(boolean move) {
        if (!isVisible()) {
            return;
        }
        var text = wanted.getText();
        if (text.isEmpty()) {
            searching.cancel();
            show(Matches.NONE);
            count.setText("");
            return;
        }
        var lines = view.text().snapshot();
        var from = TextPosition.min(view.caret(), view.anchor());
        searching.start(
                () -> Matches.of(text, lines),
                found -> show(move ? found.at(found.from(from)) : found),
                failure -> show(Matches.NONE));
    }

    private void show(Matches found) {
        matches = found;
        count.setText(found.words());
        view.setMatches(found);
    }

    private void step(int by) {
        if (!matches.all().isEmpty()) {
            int from = matches.current() < 0 ? (by > 0 ? -1 : 0) : matches.current();
            show(matches.at(from + by));
        }
    }

    private void pressed(KeyEvent event) {
        boolean next = event.getCode() == KeyCode.ENTER && event.getTarget() == wanted || event.getCode() == KeyCode.F3;
        if (next) {
            step(event.isShiftDown() ? -1 : 1);
        } else if (event.getCode() == KeyCode.ESCAPE) {
            close();
        } else {
            return;
        }
        event.consume();
    }
}
