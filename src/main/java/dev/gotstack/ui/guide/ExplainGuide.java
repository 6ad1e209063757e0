package dev.gotstack.ui.guide;

import dev.gotstack.analysis.Derivation;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.action.Explanation;
import dev.gotstack.ui.action.PaneKind;
import dev.gotstack.ui.action.Shell;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.control.Words;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Shows what a value is and the chain of readings it rests on. Going from step to step moves the memory view.
public final class ExplainGuide {
    private static final double ROW = 40;
    /// Of a reading: what, its value and place in the file, its addresses.
    private static final double STEP_ROW = 56;
    private static final int MOST_ROWS = 6;

    private final AnalysisModel model;
    private final Shell shell;
    private final GuideCard card;

    public ExplainGuide(AnalysisModel model, Shell shell, GuideCard card) {
        this.model = model;
        this.shell = shell;
        this.card = card;
    }

    /// Shows one explanation.
    public void show(Explanation explanation) {
        var value = Texts.wrapped(explanation.value(), "mono");
        value.setId("guide-value");
        value.setManaged(!explanation.value().isEmpty());
        var what = Texts.wrapped(explanation.what());
        what.setId("guide-text");
        what.setFocusTraversable(true);
        if (explanation.steps().isEmpty()) {
            card.show(explanation.title(), what, value, what);
        } else {
            var steps = steps(explanation.steps());
            card.show(
                    explanation.title(),
                    steps,
                    value,
                    what,
                    Texts.wrapped(UiText.of("explain.steps-title"), "section-title"),
                    steps,
                    Texts.wrapped(UiText.of("explain.keys"), "muted", "small"));
        }
    }

    /// Shows a list of values to choose from.
    public void choose(List<Explanation> proofs) {
        var list = new ListView<Explanation>();
        list.setId("guide-proofs");
        list.getItems().setAll(proofs);
        list.setCellFactory(view -> new ProofCell());
        list.setPrefHeight(ROW * Math.min(MOST_ROWS, proofs.size()) + 2);
        list.setAccessibleText(UiText.of("explain.values"));
        list.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            var chosen = list.getSelectionModel().getSelectedItem();
            if (event.getCode() == KeyCode.ENTER && chosen != null) {
                show(chosen);
                event.consume();
            }
        });
        list.setOnMouseClicked(event -> {
            var chosen = list.getSelectionModel().getSelectedItem();
            if (chosen != null) {
                show(chosen);
            }
        });
        list.getSelectionModel().selectFirst();
        card.show(UiText.of("explain.title"), list, Texts.wrapped(UiText.of("explain.choose"), "muted"), list);
    }

    private ListView<Derivation.Step> steps(List<Derivation.Step> steps) {
        var list = new ListView<Derivation.Step>();
        list.setId("guide-steps");
        list.getItems().setAll(steps);
        list.setCellFactory(view -> new StepCell());
        list.setPrefHeight(Math.min(ROW * MOST_ROWS, STEP_ROW * steps.size()) + 2);
        list.setAccessibleText(UiText.of("explain.steps"));
        list.getSelectionModel().selectedItemProperty().subscribe(this::look);
        list.getSelectionModel().selectFirst();
        return list;
    }

    private void look(Derivation.@Nullable Step step) {
        if (step != null && step.va() != -1) {
            long length = step.bytes().isEmpty() ? 1 : (step.bytes().length() + 1) / 3;
            model.showMemory(step.va(), length);
            shell.reveal(PaneKind.MEMORY);
        }
    }

    /// One reading: what, where, and what stood there.
    private static final class StepCell extends ListCell<Derivation.Step> {
        StepCell() {
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
            setPrefWidth(0);
            getStyleClass().add("reading");
        }

        @Override
        protected void updateItem(Derivation.@Nullable Step step, boolean empty) {
            super.updateItem(step, empty);
            if (empty || step == null) {
                setGraphic(null);
                return;
            }
            var where = Stream.of(addresses(step), file(step), step.bytes())
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining("  "));
            setGraphic(new VBox(
                    Texts.plain(getIndex() + 1 + "  " + step.what().local()),
                    Texts.styled(("= " + step.value().local() + "  " + file(step)).strip(), "mono", "muted"),
                    Texts.styled(addresses(step), "mono", "muted")));
            setTooltip(Texts.tooltip(
                    step.what().local() + " = " + step.value().local() + (where.isEmpty() ? "" : "\n" + where)));
            setAccessibleText(step.what().local() + " = " + step.value().local() + ". " + where);
        }

        private static String addresses(Derivation.Step step) {
            var va = step.va() == -1 ? "" : "va " + Words.address(step.va());
            return (va + (step.pa() == -1 ? "" : " pa " + Words.hex(step.pa()))).strip();
        }

        private static String file(Derivation.Step step) {
            return step.fileOffset() == -1 ? "" : UiText.of("explain.file", Words.hex(step.fileOffset()));
        }
    }

    /// A value's name and what it is.
    private static final class ProofCell extends ListCell<Explanation> {
        ProofCell() {
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable Explanation proof, boolean empty) {
            super.updateItem(proof, empty);
            if (empty || proof == null) {
                setGraphic(null);
                return;
            }
            setGraphic(new VBox(Texts.plain(proof.title()), Texts.styled(proof.value(), "mono", "muted")));
            setAccessibleText(proof.title() + ", " + proof.value());
        }
    }
}
