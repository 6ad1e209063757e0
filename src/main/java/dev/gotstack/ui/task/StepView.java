package dev.gotstack.ui.task;

import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.UiText;
import java.util.List;
import java.util.regex.Pattern;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// One picture of the film strip: a number on the rail, a title, a few lines.
final class StepView extends HBox {
    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
    private static final PseudoClass FIRST = PseudoClass.getPseudoClass("first");
    private static final PseudoClass LAST = PseudoClass.getPseudoClass("last");

    private static final int LONG = 24;
    private static final Pattern BREAK = Pattern.compile("(?<=[a-zA-Z]_)(?=[a-zA-Z])|(?<=!)|(?=\\+0x)");

    private final String spoken;

    /// @param badge the number on the rail
    StepView(String badge, String title, List<String> lines, Runnable chosen) {
        spoken = UiText.of("task.step", badge, title, String.join(". ", lines));
        getStyleClass().add("step");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        setAccessibleText(spoken);
        var words = words(title, lines);
        setHgrow(words, Priority.ALWAYS);
        getChildren().addAll(rail(badge), words);
        setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY) {
                requestFocus();
                chosen.run();
            }
        });
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
                chosen.run();
                event.consume();
            }
        });
    }

    /// Marks the step as the one whose registers are in force.
    void select(boolean selected) {
        pseudoClassStateChanged(SELECTED, selected);
        setAccessibleText(selected ? UiText.of("task.step-selected", spoken) : spoken);
    }

    boolean isSelected() {
        return getPseudoClassStates().contains(SELECTED);
    }

    /// Tells whether the rail goes on above and below.
    void ends(boolean first, boolean last) {
        pseudoClassStateChanged(FIRST, first);
        pseudoClassStateChanged(LAST, last);
    }

    private static StackPane rail(String badge) {
        var line = new Region();
        line.getStyleClass().add("step-line");
        line.setMaxWidth(2);
        var number = Texts.styled(badge, "step-badge");
        number.setAlignment(Pos.CENTER);
        var rail = new StackPane(line, number);
        rail.getStyleClass().add("step-rail");
        StackPane.setAlignment(number, Pos.TOP_CENTER);
        return rail;
    }

    private static VBox words(String title, List<String> lines) {
        var words = new VBox(Texts.wrapped(title, "step-title"));
        words.getStyleClass().add("step-words");
        for (var line : lines) {
            words.getChildren().add(line(line));
        }
        return words;
    }

    private static Region line(String text) {
        return text.length() > LONG
                        && text.indexOf(' ') < 0
                        && BREAK.matcher(text).find()
                ? longName(text)
                : Texts.wrapped(text, "step-text");
    }

    /// A stop code's name and a symbol are one long word each, which may break behind underscores, and before an
    // offset.
    private static FlowPane longName(String name) {
        var pieces = new FlowPane();
        for (var piece : BREAK.split(name)) {
            pieces.getChildren().add(Texts.styled(piece, "step-text"));
        }
        return pieces;
    }
}
