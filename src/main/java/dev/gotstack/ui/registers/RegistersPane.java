package dev.gotstack.ui.registers;

import dev.gotstack.command.Context;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.action.Explanations;
import dev.gotstack.ui.control.EmptyState;
import dev.gotstack.ui.control.Mono;
import dev.gotstack.ui.control.Places;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.Topic;
import dev.gotstack.ui.control.UiText;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.beans.value.ObservableValue;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;

/// The registers of the context in force, what they point to, and where they come from.
public final class RegistersPane extends BorderPane {
    private static final double ROW_GAP = 10;
    private static final double GAP = 24;

    private final AnalysisModel model;
    private final Explanations explanations;
    private final Text title = new Text();
    private final Text origin = new Text();
    private final SideBySide groups = new SideBySide(GAP, ROW_GAP);

    public RegistersPane(AnalysisModel model, Actions actions) {
        this.model = model;
        this.explanations = new Explanations(model);
        getStyleClass().addAll("pane", "registers-pane");
        title.getStyleClass().add("pane-title");
        origin.getStyleClass().add("pane-remark");
        origin.setId("registers-origin");
        var header = new TextFlow(title, origin);
        header.getStyleClass().add("registers-header");
        groups.getStyleClass().add("register-groups");
        Mono.apply(groups);
        var scroll = new ScrollPane(new VBox(header, groups));
        scroll.getStyleClass().add("pane-scroll");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        ObservableValue<String> reason = model.contextProperty().map(open -> "").orElse(EmptyState.noDump());
        setCenter(EmptyState.over(scroll, reason));
        model.contextProperty().subscribe(this::show);
    }

    private void show(@Nullable Context context) {
        if (context == null) {
            groups.show(List.of());
            return;
        }
        var sheet = new RegisterSheet(context);
        title.setText(sheet.title() + "  ");
        origin.setText(sheet.origin() + (sheet.comparison().isEmpty() ? "" : " " + sheet.comparison()));
        var lines = sheet.groups();
        groups.show(List.of(
                new VBox(ROW_GAP, column(lines.get(0)), column(lines.get(2))),
                new VBox(ROW_GAP, column(lines.get(1)), pairs(lines.get(3)))));
        setAccessibleText(sheet.title() + ": " + sheet.origin());
        copyMenu(lines);
    }

    private static GridPane grid() {
        var grid = new GridPane();
        grid.setHgap(8);
        return grid;
    }

    private GridPane column(List<RegisterLine> lines) {
        var grid = grid();
        var rest = new ColumnConstraints();
        rest.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(fixed(), fixed(), rest);
        for (int i = 0; i < lines.size(); i++) {
            var cells = List.of(name(lines.get(i)), value(lines.get(i)), note(lines.get(i)));
            // A note may take two lines; it begins beside the value it is about.
            cells.forEach(cell -> GridPane.setValignment(cell, VPos.TOP));
            grid.addRow(i, cells.toArray(Node[]::new));
        }
        return grid;
    }

    /// Two registers a row, for short values without notes.
    private GridPane pairs(List<RegisterLine> lines) {
        var grid = grid();
        for (int i = 0; i < lines.size(); i++) {
            grid.add(name(lines.get(i)), i % 2 * 2, i / 2);
            var value = value(lines.get(i));
            grid.add(value, i % 2 * 2 + 1, i / 2);
            GridPane.setMargin(value, new javafx.geometry.Insets(0, GAP, 0, 0));
        }
        return grid;
    }

    private static ColumnConstraints fixed() {
        var column = new ColumnConstraints();
        column.setMinWidth(Region.USE_PREF_SIZE);
        return column;
    }

    private Label name(RegisterLine line) {
        var name = new Label(line.name());
        name.getStyleClass().add("register-name");
        explanations.of("register:" + line.name()).ifPresent(known -> name.setTooltip(Texts.tooltip(known.hint())));
        return name;
    }

    private Node value(RegisterLine line) {
        Labeled value = line.isLink() ? link(line) : new Label(line.value());
        value.setId("register-" + line.name());
        value.getStyleClass().add("register-value");
        value.setMinWidth(Region.USE_PREF_SIZE);
        if (line.changed()) {
            value.getStyleClass().add("changed");
            value.setTooltip(new Tooltip(UiText.of("registers.changed-from", line.other())));
        }
        if (line.kind() == Places.Kind.BELOW_STACK) {
            value.getStyleClass().add("guard");
        } else if (line.kind() == Places.Kind.CODE) {
            value.getStyleClass().add("code");
        }
        value.setFocusTraversable(true);
        Topic.on(value, "register:" + line.name());
        value.setAccessibleHelp(UiText.of("registers.help"));
        value.setAccessibleText(
                line.changed() ? UiText.of("registers.spoken", line.text(), line.other()) : line.text());
        return value;
    }

    private Hyperlink link(RegisterLine line) {
        var link = new Hyperlink(line.value());
        link.setOnAction(event -> {
            link.setVisited(false);
            if (line.kind() == Places.Kind.CODE) {
                model.showCode(line.target());
            } else {
                model.showMemory(line.target(), 4);
            }
        });
        return link;
    }

    private static Label note(RegisterLine line) {
        var plain = line.note().isEmpty();
        var note = new Label(plain && line.changed() ? UiText.of("registers.changed") : line.note());
        note.getStyleClass().add("register-note");
        note.setWrapText(true);
        note.setMinHeight(Region.USE_PREF_SIZE);
        if (line.kind() == Places.Kind.BELOW_STACK) {
            note.getStyleClass().add("guard");
        }
        if (!note.getText().isEmpty()) {
            note.setTooltip(new Tooltip(note.getText()));
        }
        return note;
    }

    private void copyMenu(List<List<RegisterLine>> lines) {
        var menu = new ContextMenu();
        var all = lines.stream()
                .flatMap(List::stream)
                .map(RegisterLine::text)
                .collect(Collectors.joining("\n", title.getText() + "\n", "\n"));
        menu.getItems().add(item(UiText.of("registers.copy-all"), all));
        for (var line : lines.stream().flatMap(List::stream).toList()) {
            menu.getItems().add(item(UiText.of("registers.copy", line.name(), line.value()), line.value()));
        }
        groups.setOnContextMenuRequested(event -> menu.show(groups, event.getScreenX(), event.getScreenY()));
    }

    private static MenuItem item(String words, String text) {
        var item = new MenuItem(words);
        item.setOnAction(event -> Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, text)));
        return item;
    }
}
