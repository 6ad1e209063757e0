package dev.gotstack.ui.console;

import dev.gotstack.model.AnalysisModel;
import dev.gotstack.model.ConsoleEntry;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.control.EmptyState;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;

/// The command window: what was run, by the keyboard or by clicks, and what it printed.
///
/// In the input line, Up and Down walk through what was typed, Tab completes. In the output, Tab goes from link to
/// link, Enter follows and Escape leads back to the input.
public final class ConsolePane extends BorderPane {
    private final ObservableList<ConsoleEntry> entries;
    private final OutputView output;
    private final FindBar find;
    private final InputLine input;
    /// Lines at the beginning of what was said that the view no longer shows.
    private int cleared;
    /// The line where the last command's output begins.
    private int newest;

    public ConsolePane(AnalysisModel model, Actions actions) {
        this.entries = model.console();
        getStyleClass().addAll("pane", "console-pane");
        output = new OutputView(actions.theme().palette());
        output.setId("console-output");
        actions.theme().paletteProperty().subscribe(output::setPalette);
        var control = new OutputControl(output, model::follow);
        find = new FindBar(output, output::requestFocus);
        var help = new HelpLine();
        input = new InputLine(model, new History(actions.settings()), help, actions.theme());
        output.hotProperty().subscribe(help::link);
        control.install();
        new LinkHint(output).install();
        new OutputMenu(output, control, this::edit, actions).install();
        var below = new VBox(help, new PromptLine(model, actions, input));
        below.getStyleClass().add("console-below");
        var content = new BorderPane(output, find, null, below, null);
        ObservableValue<String> reason = model.contextProperty().map(open -> "").orElse(EmptyState.noDump());
        setCenter(EmptyState.over(content, reason));
        addEventFilter(KeyEvent.KEY_PRESSED, event -> pressed(event, actions));
        input.addEventFilter(KeyEvent.KEY_PRESSED, this::inInput);
        output.addEventHandler(KeyEvent.KEY_PRESSED, this::inOutput);
        output.addEventHandler(KeyEvent.KEY_TYPED, this::typed);
        entries.forEach(this::add);
        entries.addListener(this::changed);
    }

    @Override
    public void requestFocus() {
        input.requestFocus();
    }

    /// Opens the bar that searches the output.
    public void find() {
        find.open();
    }

    /// Empties the view. What was said is still there to be saved.
    public void clear() {
        cleared += output.text().size();
        newest = 0;
        output.clear();
        find.refresh();
    }

    private void edit(String command) {
        input.requestFocus();
        // The focus selects the line; the next character must not replace it.
        input.show(command);
    }

    private void changed(ListChangeListener.Change<? extends ConsoleEntry> change) {
        while (change.next()) {
            for (var removed : change.getRemoved()) {
                int fromCleared = Math.min(cleared, removed.lineCount());
                cleared -= fromCleared;
                output.drop(removed.lineCount() - fromCleared);
                newest -= removed.lineCount() - fromCleared;
            }
            change.getAddedSubList().forEach(this::add);
        }
        find.refresh();
    }

    private void add(ConsoleEntry entry) {
        newest = output.text().size();
        output.add(TextLine.of(entry));
    }

    /// The keys of the window's actions work here even if this pane is all there is.
    private void pressed(KeyEvent event, Actions actions) {
        if (is("command.clear", event, actions)) {
            clear();
        } else if (is("go.find", event, actions)) {
            find();
        } else if (event.getCode() == KeyCode.CANCEL || is("command.stop", event, actions)) {
            // Some keyboards send a code of its own for Ctrl+Break.
            actions.action("command.stop").run();
        } else {
            return;
        }
        event.consume();
    }

    private static boolean is(String action, KeyEvent event, Actions actions) {
        var key = actions.action(action).key();
        return key != null && key.match(event);
    }

    /// Keys that the input line has no use for: they are about the output.
    private void inInput(KeyEvent event) {
        if (event.isConsumed()) {
            return;
        }
        switch (event.getCode()) {
            case TAB -> goToLink(!event.isShiftDown());
            case PAGE_UP -> output.scrollBy(1.0 - output.rows(), 0);
            case PAGE_DOWN -> output.scrollBy(output.rows() - 1.0, 0);
            default -> {
                return;
            }
        }
        event.consume();
    }

    /// Leads from the input to the links of what was printed last: to the first, or backwards to the last.
    private void goToLink(boolean forward) {
        output.moveTo(
                forward
                        ? new TextPosition(Math.max(0, newest), 0)
                        : output.text().end(),
                false);
        output.requestFocus();
        output.goToLink(forward);
    }

    private void inOutput(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            input.requestFocus();
            event.consume();
        }
    }

    /// Typing on the output goes on in the input line.
    private void typed(KeyEvent event) {
        var text = event.getCharacter();
        boolean command = event.isShortcutDown() || event.isAltDown() || event.isMetaDown();
        if (!command && !text.isEmpty() && !Character.isISOControl(text.charAt(0))) {
            edit(input.getText() + text);
            event.consume();
        }
    }
}
