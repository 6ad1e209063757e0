package dev.gotstack.ui.stack;

import dev.gotstack.model.Mark;
import dev.gotstack.stack.Evidence;
import dev.gotstack.stack.Frame;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.control.Words;
import dev.gotstack.windows.CodeAddress;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignB;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignH;
import org.kordamp.ikonli.materialdesign2.MaterialDesignN;

/// Draws one row: the module's colour, what it is, its bytes, how it was found.
final class StackRowCell extends ListCell<StackRow> {
    private static final double INDENT = 18;
    private static final double EDGE = 14;

    private final Function<String, Color> colours;
    private final Predicate<Frame> isByHand;
    private final Function<Frame, Mark> marks;
    private final Predicate<StackRow> isOpen;
    private final Consumer<StackRow> act;

    /// @param act what a double click does
    StackRowCell(
            Function<String, Color> colours,
            Predicate<Frame> isByHand,
            Function<Frame, Mark> marks,
            Predicate<StackRow> isOpen,
            Consumer<StackRow> act) {
        this.colours = colours;
        this.isByHand = isByHand;
        this.marks = marks;
        this.isOpen = isOpen;
        this.act = act;
        getStyleClass().add("stack-row");
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        setPrefWidth(0);
        setOnMouseClicked(event -> {
            var row = getItem();
            boolean left = event.getButton() == MouseButton.PRIMARY;
            boolean chevron = row != null && row.folds() && onChevron(event.getX(), row);
            if (row != null && left && (event.getClickCount() % 2 == 0 || chevron)) {
                act.accept(row);
            }
        });
    }

    private static boolean onChevron(double x, StackRow row) {
        return x < EDGE + INDENT * (row.level() + 1);
    }

    @Override
    protected void updateItem(@Nullable StackRow row, boolean empty) {
        super.updateItem(row, empty);
        getStyleClass().removeAll("trap", "entry", "by-hand", "cycle", "round", "end");
        setTooltip(null);
        setAccessibleText(null);
        if (empty || row == null) {
            setGraphic(null);
            return;
        }
        var line = line(row);
        line.setPadding(new Insets(0, 0, 0, INDENT * row.level()));
        line.prefWidthProperty().bind(widthProperty().subtract(2 * EDGE));
        setGraphic(line);
    }

    private HBox line(StackRow row) {
        return switch (row) {
            case StackRow.Single single -> single(single);
            case StackRow.Folded folded -> folded(folded);
            case StackRow.Round round -> round(round);
            case StackRow.End end -> end(end);
        };
    }

    private HBox single(StackRow.Single row) {
        var frame = row.frame();
        if (frame.kind() != Frame.Kind.CALL) {
            getStyleClass().add(frame.kind() == Frame.Kind.TRAP ? "trap" : "entry");
        }
        if (isByHand.test(frame)) {
            getStyleClass().add("by-hand");
        }
        var mark = marks.apply(frame);
        var left = mark.isEmpty() ? "" : mark.bookmarked() ? UiText.of("stack.bookmarked", mark.note()) : mark.note();
        setTooltip(Texts.tooltip((left + "\n" + EvidenceText.of(row)).strip()));
        var spoken = UiText.of(
                "stack.frame.spoken",
                String.valueOf(row.index()),
                frame.code().text(),
                Words.count(row.bytes(), "byte"),
                isByHand.test(frame)
                        ? UiText.of("stack.by-hand")
                        : frame.evidence().trust().label().local());
        setAccessibleText(spoken + (left.isEmpty() ? "" : ". " + left));
        var words = function(frame.code());
        if (!mark.isEmpty()) {
            // The note gives way before the name does.
            words.getChildren().forEach(part -> ((Region) part).setMinWidth(USE_PREF_SIZE));
            words.getChildren().add(mark(mark));
        }
        return line(bar(frame.code().moduleName()), words, row.bytes(), evidence(frame));
    }

    /// What the user left there: a sign, and the note's beginning where there is room.
    private static Label mark(Mark mark) {
        var label = Texts.styled(mark.note().lines().findFirst().orElse(""), "row-note", "small");
        label.setGraphic(
                new FontIcon(mark.bookmarked() ? MaterialDesignB.BOOKMARK : MaterialDesignN.NOTE_TEXT_OUTLINE));
        label.setMinWidth(0);
        return label;
    }

    private HBox folded(StackRow.Folded row) {
        getStyleClass().add("cycle");
        var cycle = row.cycle();
        var words = new HBox(
                whole(Texts.styled(UiText.of("stack.cycle", cycle.rounds()), "mono", "cycle-name")),
                whole(Texts.styled(UiText.of("stack.cycle.each", cycle.bytesPerRound()), "mono", "cycle-each")),
                shrinking(Texts.styled(row.label(), "muted", "small")));
        words.getStyleClass().add("row-words");
        words.setAlignment(Pos.BASELINE_LEFT);
        setTooltip(Texts.tooltip(UiText.of("stack.cycle.tip", cycle.period(), cycle.rounds()) + "\n"
                + String.join("\n", cycle.functions())));
        setAccessibleText(UiText.of("stack.cycle.spoken", cycle.rounds(), cycle.bytesPerRound(), fold(row)));
        return line(
                chevron(row), words, row.bytes(), UiText.of("stack.cycle.calls", Words.count(cycle.period(), "call")));
    }

    private HBox round(StackRow.Round row) {
        getStyleClass().add("round");
        var text = UiText.of("stack.round", row.round(), row.cycle().rounds());
        setAccessibleText(text + ", " + fold(row));
        return line(chevron(row), Texts.styled(text, "muted"), row.bytes(), "");
    }

    private String fold(StackRow row) {
        return UiText.of(isOpen.test(row) ? "stack.expanded" : "stack.folded");
    }

    private HBox end(StackRow.End row) {
        getStyleClass().add("end");
        var text = shrinking(Texts.styled(row.why(), row.complete() ? "muted" : "warning-text"));
        setTooltip(Texts.tooltip(row.why()));
        var line = new HBox(text);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private static HBox line(Node lead, Region words, long bytes, String evidence) {
        var found = Texts.styled(evidence, "row-evidence", "muted", "small");
        return line(lead, words, bytes, found);
    }

    private static HBox line(Node lead, Region words, long bytes, Label evidence) {
        var size = Texts.styled(Words.number(bytes), "row-bytes", "mono");
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMinWidth(0);
        words.setMaxSize(Double.MAX_VALUE, USE_PREF_SIZE);
        var line = new HBox(lead, words, size, evidence);
        line.getStyleClass().add("row-line");
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private Region bar(String module) {
        var bar = new Region();
        bar.getStyleClass().add("module-bar");
        var colour = colours.apply(module);
        bar.setStyle("-fx-background-color: #" + colour.toString().substring(2, 8) + ";");
        return bar;
    }

    private FontIcon chevron(StackRow row) {
        var icon = new FontIcon(isOpen.test(row) ? MaterialDesignC.CHEVRON_DOWN : MaterialDesignC.CHEVRON_RIGHT);
        icon.getStyleClass().add("chevron");
        return icon;
    }

    private static HBox function(CodeAddress code) {
        var name = code.function();
        var offset = code.text().substring(Math.min(name.length(), code.text().length()));
        var words = new HBox(shrinking(Texts.mono(name)), whole(Texts.styled(offset, "mono", "muted")));
        words.setAlignment(Pos.BASELINE_LEFT);
        return words;
    }

    private static Label whole(Label label) {
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }

    private static Label shrinking(Label label) {
        label.setMinWidth(0);
        return label;
    }

    private Label evidence(Frame frame) {
        var evidence = frame.evidence();
        if (isByHand.test(frame)) {
            var label = Texts.styled(UiText.of("stack.by-hand-short"), "row-evidence", "small");
            label.setGraphic(new FontIcon(MaterialDesignH.HAND_BACK_RIGHT_OUTLINE));
            return label;
        }
        var label = Texts.styled(mark(evidence) + evidence.method().words().local(), "row-evidence", "small");
        label.getStyleClass().add(evidence.method() == Evidence.Method.SCAN ? "scan" : "muted");
        return label;
    }

    private static String mark(Evidence evidence) {
        return EvidenceText.isSure(evidence) ? "" : "? ";
    }
}
