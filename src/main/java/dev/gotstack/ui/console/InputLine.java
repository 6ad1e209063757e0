package dev.gotstack.ui.console;

import dev.gotstack.command.Completion;
import dev.gotstack.command.Completions;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.control.Background;
import dev.gotstack.ui.control.Mono;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.theme.Theme;
import java.util.List;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;

/// Where commands are typed. Up and Down walk through earlier ones, Ctrl+R searches them, Tab completes, Escape stops
/// what runs.
final class InputLine extends TextField {
    private final AnalysisModel model;
    private final History history;
    private final HelpLine help;
    private final Suggestions suggestions;
    private final Completions completions = new Completions();
    private final Background completing = new Background();
    private Runnable refresh = () -> {};
    private boolean replacing;

    InputLine(AnalysisModel model, History history, HelpLine help, Theme theme) {
        this.model = model;
        this.history = history;
        this.help = help;
        this.suggestions = new Suggestions(theme);
        Mono.apply(this);
        setId("console-input");
        setPromptText(UiText.of("console.prompt"));
        setOnAction(event -> run());
        addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        textProperty().subscribe(this::changed);
        caretPositionProperty().subscribe(this::moved);
        focusedProperty().subscribe(focused -> suggestions.hide());
    }

    /// Shows a line, to be edited or run.
    void show(String line) {
        replacing = true;
        setText(line);
        end();
        replacing = false;
    }

    private void run() {
        var line = getText().strip();
        if (!line.isEmpty()) {
            history.add(line);
            clear();
            model.execute(line);
        }
    }

    private void changed() {
        if (!suggestions.isShowing() || getText().isEmpty()) {
            suggestions.hide();
            completing.cancel();
        }
        describe();
    }

    /// The caret follows the text: only now is it known what is to be completed.
    private void moved() {
        if (suggestions.isShowing() && !replacing) {
            refresh.run();
        }
        describe();
    }

    /// The line as far as the caret, which the line loses with the focus.
    private String typed() {
        int caret = isFocused() ? getCaretPosition() : getLength();
        return getText().substring(0, Math.min(caret, getLength()));
    }

    /// Help above the line, and the same words for screen readers.
    private void describe() {
        help.typed(typed());
        var spoken = suggestions.spoken();
        setAccessibleText(spoken.isEmpty() ? UiText.of("console.input") : UiText.of("console.input-choice", spoken));
        setAccessibleHelp(getText().isBlank() ? "" : help.words());
    }

    private void pressed(KeyEvent event) {
        var used = suggestions.isShowing() ? inList(event) || inLine(event) : inLine(event);
        if (used) {
            event.consume();
            describe();
        }
    }

    private boolean inList(KeyEvent event) {
        switch (event.getCode()) {
            case UP -> suggestions.move(-1);
            case DOWN -> suggestions.move(1);
            case PAGE_UP -> suggestions.move(-8);
            case PAGE_DOWN -> suggestions.move(8);
            case ENTER, TAB -> suggestions.accept();
            case ESCAPE -> suggestions.hide();
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean inLine(KeyEvent event) {
        switch (event.getCode()) {
            case UP -> show(history.older(getText()));
            case DOWN -> show(history.newer());
            case TAB -> {
                if (getText().isBlank() || event.isShiftDown()) {
                    return false;
                }
                complete();
            }
            case ESCAPE -> {
                return escape();
            }
            case R -> {
                if (!event.isShortcutDown()) {
                    return false;
                }
                searchHistory();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /// Stops what runs; otherwise empties the line.
    private boolean escape() {
        if (model.commands().busyProperty().get()) {
            model.commands().cancel();
        } else if (getText().isEmpty()) {
            return false;
        } else {
            clear();
        }
        return true;
    }

    private void searchHistory() {
        refresh = this::searchHistory;
        var found = history.containing(getText()).stream()
                .map(line -> new Completion(0, line, UiText.of("console.earlier"), ""))
                .toList();
        suggestions.show(found, this, chosen -> show(chosen.text()));
    }

    /// Looks up how the line can go on. A module's symbols may have to be read first, so that this is no work for the
    /// window's thread.
    private void complete() {
        look(true);
    }

    private void look(boolean insert) {
        var context = model.contextProperty().get();
        if (context == null) {
            return;
        }
        refresh = () -> look(false);
        var line = getText();
        int caret = getCaretPosition();
        completing.start(
                () -> completions.complete(line, caret, context),
                found -> offer(found, caret, insert),
                failure -> suggestions.hide());
    }

    private void offer(List<Completion> found, int caret, boolean insert) {
        if (insert && found.size() == 1) {
            accept(found.getFirst());
            return;
        }
        if (insert && !found.isEmpty()) {
            insertCommon(found, caret);
        }
        suggestions.show(found, this, this::accept);
        describe();
    }

    /// What all of them begin with can be typed at once.
    private void insertCommon(List<Completion> found, int caret) {
        var common = found.getFirst().text();
        int start = found.getFirst().start();
        for (var completion : found) {
            boolean same = completion.start() == start;
            int length = 0;
            while (same
                    && length < Math.min(common.length(), completion.text().length())
                    && common.charAt(length) == completion.text().charAt(length)) {
                length++;
            }
            common = common.substring(0, length);
        }
        if (common.length() > caret - start) {
            put(start, caret, common);
        }
    }

    private void accept(Completion completion) {
        int caret = getCaretPosition();
        boolean more = completion.kind().equals("command") && caret == getLength();
        put(completion.start(), caret, completion.text() + (more ? " " : ""));
    }

    private void put(int start, int caret, String text) {
        replacing = true;
        replaceText(Math.min(start, caret), caret, text);
        replacing = false;
    }
}
