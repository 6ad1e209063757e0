package dev.gotstack.ui.console;

import dev.gotstack.command.Context;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.model.ConsoleEntry;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.control.EmptyState;
import dev.gotstack.ui.control.LinkedText;
import dev.gotstack.ui.control.Mono;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.fxmisc.flowless.VirtualizedScrollPane;

/// The command window: what was run, by the keyboard or by clicks, and what it printed.
///
/// Up and Down walk through what was typed, Tab completes, Ctrl+L clears the view. In the output, Tab goes from link to
/// link, Enter follows and Escape leads back to the input.
public final class ConsolePane extends BorderPane {
    private final AnalysisModel model;
    /// Kept here: the list is a view that only its user keeps alive.
    private final ObservableList<ConsoleEntry> entries;

    private final LinkedText output = new LinkedText();
    private final TextField input = Mono.apply(new TextField());
    private final Label prompt = Mono.apply(new Label());
    private final History history = new History();
    private Completion completion = typed -> List.of();

    public ConsolePane(AnalysisModel model, Actions actions) {
        this.model = model;
        this.entries = model.console();
        getStyleClass().addAll("pane", "console-pane");
        output.setId("console-output");
        SlotsMenu.install(output, actions);
        input.setId("console-input");
        input.setPromptText("Type a command: k, dd esp, .tss 0x28, !thread …");
        input.setAccessibleText("Command");
        input.setOnAction(event -> run());
        prompt.getStyleClass().add("console-prompt");
        prompt.setMinWidth(Region.USE_PREF_SIZE);
        HBox.setHgrow(input, Priority.ALWAYS);
        var line = new HBox(prompt, input);
        line.getStyleClass().add("console-input");
        var content = new BorderPane(new VirtualizedScrollPane<>(output), null, null, line, null);
        ObservableValue<String> reason = model.contextProperty().map(open -> "").orElse(EmptyState.NO_DUMP);
        setCenter(EmptyState.over(content, reason));
        addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        input.addEventFilter(KeyEvent.KEY_PRESSED, this::inputPressed);
        model.contextProperty().subscribe(this::follow);
        entries.forEach(this::add);
        entries.addListener(this::changed);
    }

    /// What Tab asks. Without one, Tab moves the focus.
    public void setCompletion(Completion newCompletion) {
        completion = newCompletion;
    }

    @Override
    public void requestFocus() {
        input.requestFocus();
    }

    private void follow(@org.jspecify.annotations.Nullable Context context) {
        prompt.setText(context == null ? "" : context.prompt());
    }

    private void run() {
        var line = input.getText().strip();
        if (!line.isEmpty()) {
            history.add(line);
            input.clear();
            model.execute(line);
        }
    }

    private void changed(ListChangeListener.Change<? extends ConsoleEntry> change) {
        while (change.next()) {
            if (change.wasRemoved()) {
                output.clear();
                entries.forEach(this::add);
            } else {
                change.getAddedSubList().forEach(this::add);
            }
        }
    }

    private void add(ConsoleEntry entry) {
        output.add(ConsoleLines.of(entry, model::follow));
        output.moveTo(output.getParagraphs().size() - 1, 0);
        output.requestFollowCaret();
    }

    private void pressed(KeyEvent event) {
        if (event.isShortcutDown() && event.getCode() == KeyCode.L) {
            output.clear();
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE && output.isFocused()) {
            input.requestFocus();
            event.consume();
        }
    }

    private void inputPressed(KeyEvent event) {
        switch (event.getCode()) {
            case UP -> show(history.older(input.getText()));
            case DOWN -> show(history.newer());
            case TAB -> {
                var lines = event.isShiftDown() ? List.<String>of() : completion.of(input.getText());
                if (!lines.isEmpty()) {
                    show(lines.getFirst());
                } else {
                    output.requestFocus();
                    output.goToLink(!event.isShiftDown());
                }
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void show(String line) {
        input.setText(line);
        input.end();
    }
}
