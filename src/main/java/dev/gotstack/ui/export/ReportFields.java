package dev.gotstack.ui.export;

import dev.gotstack.report.Paper;
import dev.gotstack.report.document.Level;
import dev.gotstack.report.document.Request;
import dev.gotstack.report.render.ReportFormat;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.UiText;
import java.util.List;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/// What the user says about a report: for whom it is, in which format, and a few words.
final class ReportFields extends VBox {
    private static final int NOTE_ROWS = 5;

    private final TextField customer = field("report-customer", UiText.of("report.customer.prompt"));
    private final TextField caseNumber = field("report-case", UiText.of("report.case.prompt"));
    private final TextField title = field("report-title", UiText.of("report.title.prompt"));
    private final TextArea note = new TextArea();
    private final CheckBox written = new CheckBox(UiText.of("report.marks"));
    private final List<String> notes;
    private final ToggleGroup level = new ToggleGroup();
    private final ComboBox<ReportFormat> format = new ComboBox<>();
    private final ComboBox<Paper> paper = new ComboBox<>();

    /// @param notes what was written down about addresses, a line each
    ReportFields(List<String> notes) {
        this.notes = List.copyOf(notes);
        getStyleClass().add("report-fields");
        note.setId("report-note");
        note.setPromptText(UiText.of("report.note.prompt"));
        note.setPrefRowCount(NOTE_ROWS);
        note.setWrapText(true);
        note.addEventFilter(KeyEvent.KEY_PRESSED, this::tab);
        choices();
        getChildren()
                .addAll(
                        labelled(UiText.of("report.level"), levels()),
                        labelled(UiText.of("report.format"), formats()),
                        labelled(UiText.of("report.customer"), customer),
                        labelled(UiText.of("report.case"), caseNumber),
                        labelled(UiText.of("report.title.field"), title),
                        labelled(UiText.of("report.note"), note),
                        written());
        setVgrow(note, Priority.SOMETIMES);
    }

    /// For engineers only: notes are written for oneself, and name addresses that say nothing to a customer.
    private CheckBox written() {
        written.setId("report-notes");
        written.setTooltip(Texts.tooltip(UiText.of("report.marks.tip")));
        written.disableProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> notes.isEmpty() || level() == Level.CUSTOMER, level.selectedToggleProperty()));
        written.managedProperty().bind(written.disableProperty().not());
        written.visibleProperty().bind(written.disableProperty().not());
        return written;
    }

    private void choices() {
        format.setId("report-format");
        format.getItems().setAll(ReportFormat.values());
        format.setValue(ReportFormat.HTML);
        format.setConverter(words(ReportFormat::words));
        format.setMaxWidth(Double.MAX_VALUE);
        paper.setId("report-paper");
        paper.getItems().setAll(Paper.values());
        paper.setValue(Paper.A4);
        paper.setConverter(words(Paper::title));
        paper.setAccessibleText(UiText.of("report.paper"));
        paper.disableProperty().bind(format.valueProperty().isNotEqualTo(ReportFormat.PDF));
    }

    private HBox levels() {
        var line = new HBox();
        line.getStyleClass().add("report-line");
        for (var each : Level.values()) {
            var button = new RadioButton(each.title());
            button.setId("report-level-" + each.word());
            button.setUserData(each);
            button.setToggleGroup(level);
            button.setTooltip(Texts.tooltip(each.explanation()));
            button.setSelected(each == Level.CUSTOMER);
            line.getChildren().add(button);
        }
        return line;
    }

    private HBox formats() {
        var line = new HBox(format, paper);
        line.getStyleClass().add("report-line");
        HBox.setHgrow(format, Priority.ALWAYS);
        return line;
    }

    private static TextField field(String id, String prompt) {
        var field = new TextField();
        field.setId(id);
        field.setPromptText(prompt);
        return field;
    }

    private static VBox labelled(String text, Node control) {
        var label = new Label(text);
        label.getStyleClass().addAll("small", "muted");
        label.setLabelFor(control);
        var box = new VBox(label, control);
        box.getStyleClass().add("report-field");
        return box;
    }

    private static <T> StringConverter<T> words(Function<T, String> words) {
        return new StringConverter<>() {
            @Override
            public String toString(T value) {
                return value == null ? "" : words.apply(value);
            }

            @Override
            public T fromString(String text) {
                // Only for boxes one can type in, which these are not.
                throw new UnsupportedOperationException(text);
            }
        };
    }

    /// Tab leaves the note, as it leaves any other field; a note needs no tabs.
    private void tab(KeyEvent event) {
        if (event.getCode() == KeyCode.TAB && !event.isControlDown()) {
            note.fireEvent(new KeyEvent(
                    event.getEventType(), "\t", "\t", KeyCode.TAB, event.isShiftDown(), true, false, false));
            event.consume();
        }
    }

    /// Where the keyboard starts.
    Node first() {
        return customer;
    }

    /// Calls `action` whenever what the report says changes.
    void onChange(Runnable action) {
        customer.textProperty().subscribe((before, after) -> action.run());
        caseNumber.textProperty().subscribe((before, after) -> action.run());
        title.textProperty().subscribe((before, after) -> action.run());
        note.textProperty().subscribe((before, after) -> action.run());
        written.selectedProperty().subscribe((before, after) -> action.run());
        level.selectedToggleProperty().subscribe((before, after) -> action.run());
    }

    Request request() {
        return new Request(level(), title.getText(), customer.getText(), caseNumber.getText(), words());
    }

    private String words() {
        var added = written.isSelected() && !written.isDisabled() ? String.join("\n", notes) : "";
        return (note.getText().strip() + "\n\n" + added).strip();
    }

    private Level level() {
        return level.getSelectedToggle() != null && level.getSelectedToggle().getUserData() instanceof Level chosen
                ? chosen
                : Level.CUSTOMER;
    }

    ReportFormat format() {
        return format.getValue();
    }

    Paper paper() {
        return paper.getValue();
    }
}
