package dev.gotstack.ui.console;

import dev.gotstack.command.CommandHelp;
import dev.gotstack.command.Help;
import dev.gotstack.ui.control.Mono;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.UiText;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/// The line above the input: how the command that is being typed is written, or what a link would run.
final class HelpLine extends HBox {

    private final Help help = new Help();
    private final Label syntax = Mono.apply(Texts.plain(""));
    private final Label summary = Texts.muted("");
    private String typed = "";
    private @Nullable LinkPlace link;

    HelpLine() {
        setId("console-help");
        getStyleClass().add("console-help");
        setAlignment(Pos.BASELINE_LEFT);
        syntax.setId("console-syntax");
        summary.setId("console-summary");
        syntax.setMinWidth(0);
        summary.setMinWidth(0);
        getChildren().addAll(syntax, summary);
        show();
    }

    /// @param line the line as far as the caret
    void typed(String line) {
        typed = line;
        show();
    }

    void link(@Nullable LinkPlace place) {
        link = place;
        show();
    }

    /// The command that is being typed, in words.
    String words() {
        return (syntax.getText() + " " + summary.getText()).strip();
    }

    private void show() {
        if (link != null) {
            say(link.command(), UiText.of("console.link-runs"));
        } else if (typed.isBlank()) {
            say("", UiText.of("console.hint"));
        } else {
            help.of(typed).ifPresentOrElse(this::show, () -> say("", ""));
        }
    }

    private void show(CommandHelp command) {
        say(command.syntax(), command.summary());
        setTip(command.text());
    }

    private void say(String first, String second) {
        syntax.setText(first);
        syntax.setManaged(!first.isEmpty());
        summary.setText(second);
        setTip("");
    }

    private void setTip(String text) {
        var tip = text.isEmpty() ? null : Texts.tooltip(text);
        syntax.setTooltip(tip);
        summary.setTooltip(tip);
    }
}
