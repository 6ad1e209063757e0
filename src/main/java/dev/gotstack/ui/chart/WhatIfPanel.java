package dev.gotstack.ui.chart;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.WhatIfWords;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.report.Charts;
import dev.gotstack.report.Grouping;
import dev.gotstack.report.Kind;
import dev.gotstack.report.Portions;
import dev.gotstack.stack.Cycle;
import dev.gotstack.stack.Omission;
import dev.gotstack.stack.Omission.Called;
import dev.gotstack.stack.StackUsage;
import dev.gotstack.text.Phrase;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.control.Words;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Spinner;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Lets the user untick drivers and repeated calls, and says what that would have left of the stack.
final class WhatIfPanel extends VBox {
    private static final double LIST = 150;

    private final AnalysisModel model;
    private final VBox choices = new VBox();
    private final Label answer = Texts.wrapped("", "what-if-answer");
    private final Label details = Texts.wrapped("", "muted", "small");
    private final Button copy = new Button(UiText.of("what-if.copy"));
    private final Button reset = new Button(UiText.of("what-if.reset"));
    private @Nullable Analysis analysis;
    private boolean filling;

    WhatIfPanel(AnalysisModel model) {
        this.model = model;
        setId("what-if");
        getStyleClass().add("what-if");
        choices.getStyleClass().add("what-if-choices");
        var scroll = new ScrollPane(choices);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        scroll.getStyleClass().add("edge-to-edge");
        scroll.setMinHeight(60);
        scroll.setMaxHeight(LIST);
        answer.setId("what-if-answer");
        details.setId("what-if-details");
        copy.setId("what-if-copy");
        reset.setId("what-if-reset");
        copy.setOnAction(event -> copy());
        reset.setOnAction(event -> reset());
        for (var button : List.of(copy, reset)) {
            button.getStyleClass().addAll("small", "what-if-button");
        }
        var buttons = new HBox(copy, reset);
        buttons.getStyleClass().add("what-if-buttons");
        getChildren().addAll(Texts.wrapped(UiText.of("what-if.prompt"), "small"), scroll, answer, details, buttons);
    }

    /// Offers what is on the stack of a dump.
    void show(Analysis opened, StackUsage usage) {
        analysis = opened;
        fill(usage);
        tell(model.omissionProperty().get());
    }

    void clear() {
        analysis = null;
        choices.getChildren().clear();
    }

    private void reset() {
        model.imagine(Omission.nothing());
        var open = analysis;
        if (open != null) {
            fill(open.usage().orElseThrow());
        }
    }

    /// Says what follows from what is left out.
    void tell(Omission omission) {
        var open = analysis;
        if (open == null) {
            return;
        }
        copy.setDisable(omission.isNothing());
        reset.setDisable(omission.isNothing());
        if (omission.isNothing()) {
            answer.setText(UiText.of("what-if.nothing"));
            details.setText("");
            return;
        }
        var sentences = sentences(open, omission);
        answer.setText(String.join(" ", sentences.subList(0, Math.min(2, sentences.size()))));
        details.setText(String.join(" ", sentences.subList(Math.min(2, sentences.size()), sentences.size())));
    }

    private static List<String> sentences(Analysis open, Omission omission) {
        return Charts.whatIf(open, omission)
                .map(found -> WhatIfWords.of(open.usage().orElseThrow(), found))
                .orElse(List.of())
                .stream()
                .map(Phrase::local)
                .toList();
    }

    private void copy() {
        var open = analysis;
        if (open != null) {
            var content = new ClipboardContent();
            content.putString(
                    String.join("\n", sentences(open, model.omissionProperty().get())));
            Clipboard.getSystemClipboard().setContent(content);
        }
    }

    private void fill(StackUsage usage) {
        filling = true;
        choices.getChildren().clear();
        var portions = Portions.of(usage, Grouping.MODULE);
        for (int i = 0; i < portions.all().size(); i++) {
            var portion = portions.all().get(i);
            // The kernel works for whoever called it: a stack without it cannot be imagined.
            if (portion.frames() > 0 && portion.kind() != Kind.KERNEL) {
                module(usage, portions, i);
            }
        }
        for (int i = 0; i < usage.cycles().size(); i++) {
            if (usage.cycles().get(i).rounds() > 1) {
                cycle(usage, i);
            }
        }
        called();
        filling = false;
    }

    private void module(StackUsage usage, Portions portions, int index) {
        var portion = portions.all().get(index);
        var name = usage.slices().get(portions.ofSlice().indexOf(index)).module();
        boolean kept = !model.omissionProperty().get().modules().contains(name);
        var box = box(
                portion.name(),
                kept,
                ticked -> change(model.omissionProperty().get().withModule(name, !ticked)));
        box.setId("what-if-" + index);
        choices.getChildren().add(row(box, Texts.styled(Words.number(portion.bytes()), "legend-bytes")));
    }

    /// A tick for the whole, and a field for how many rounds stay.
    private void cycle(StackUsage usage, int index) {
        Cycle cycle = usage.cycles().get(index);
        int kept = model.omissionProperty().get().rounds().getOrDefault(index, cycle.rounds());
        var rounds = new Spinner<Integer>(0, cycle.rounds(), kept);
        rounds.setEditable(false);
        rounds.getStyleClass().addAll("what-if-rounds", Spinner.STYLE_CLASS_SPLIT_ARROWS_HORIZONTAL);
        rounds.setAccessibleText(UiText.of("what-if.rounds"));
        rounds.setTooltip(Texts.tooltip(UiText.of("what-if.rounds-tip", cycle.rounds())));
        var box = box(
                UiText.of("what-if.repeats"),
                kept > 0,
                ticked -> rounds.getValueFactory().setValue(ticked ? cycle.rounds() : 0));
        box.setId("what-if-cycle-" + index);
        box.setTooltip(Texts.tooltip(UiText.of("what-if.cycle", Words.count(cycle.bytes(), "byte"), cycle.rounds())
                + "\n" + String.join("\n", cycle.functions())));
        rounds.valueProperty().subscribe(value -> {
            if (!filling) {
                box.setSelected(value > 0);
                change(model.omissionProperty().get().withCycle(index, value, usage));
            }
        });
        choices.getChildren().add(row(box, rounds));
    }

    private CheckBox box(String text, boolean kept, Consumer<Boolean> changed) {
        var box = new CheckBox(text);
        // Names of drivers have underscores of their own.
        box.setMnemonicParsing(false);
        box.setSelected(kept);
        box.setMinWidth(0);
        box.setOnAction(event -> changed.accept(box.isSelected()));
        return box;
    }

    private void called() {
        var group = new ToggleGroup();
        var now = model.omissionProperty().get().called();
        var stays = new RadioButton(UiText.of("what-if.stays"));
        var falls = new RadioButton(UiText.of("what-if.falls"));
        stays.setId("what-if-stays");
        falls.setId("what-if-falls");
        stays.setToggleGroup(group);
        falls.setToggleGroup(group);
        group.selectToggle(now == Called.STAYS ? stays : falls);
        group.selectedToggleProperty().subscribe(chosen -> {
            if (!filling) {
                var called = chosen == falls ? Called.FALLS : Called.STAYS;
                change(model.omissionProperty().get().withCalled(called));
            }
        });
        choices.getChildren().addAll(stays, falls);
    }

    private void change(Omission omission) {
        if (!filling) {
            model.imagine(omission);
        }
    }

    private static HBox row(CheckBox box, Region right) {
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        right.setMinWidth(USE_PREF_SIZE);
        var row = new HBox(box, gap, right);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }
}
