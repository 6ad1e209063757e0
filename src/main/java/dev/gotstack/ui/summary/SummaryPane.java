package dev.gotstack.ui.summary;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.BugCheck;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.control.EmptyNote;
import dev.gotstack.ui.control.PaneHeader;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.control.Words;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// What was found, most important first, and what the stop code means.
public final class SummaryPane extends VBox {
    private final PaneHeader header = new PaneHeader(UiText.of("summary.title"));
    private final VBox content = new VBox();

    public SummaryPane(AnalysisModel model, Actions actions) {
        getStyleClass().add("summary");
        content.setId("summary");
        content.getStyleClass().add("summary-content");
        getChildren().addAll(header, content);
        model.analysisProperty().subscribe(this::show);
    }

    private void show(@Nullable Analysis analysis) {
        content.getChildren().clear();
        header.note("");
        if (analysis == null) {
            return;
        }
        int findings = analysis.findings().size();
        if (findings == 0) {
            content.getChildren().add(new EmptyNote(UiText.of("summary.none")));
        } else {
            header.note(Words.count(findings, "finding"));
        }
        for (var finding : analysis.findings()) {
            boolean first = finding == analysis.findings().getFirst();
            content.getChildren().add(new FindingView(finding, first));
        }
        content.getChildren().add(stopCode(analysis.bugCheck()));
    }

    private static VBox stopCode(BugCheck check) {
        var code = (Words.stopCode(check.code()) + " " + check.name()).strip();
        var box = new VBox(Texts.wrapped(UiText.of("summary.bug-check", code), "finding-summary"));
        box.getStyleClass().add("finding");
        if (!check.explanation().isEmpty()) {
            box.getChildren().add(Texts.wrapped(check.explanation().local(), "muted"));
        }
        int number = 1;
        for (var parameter : check.parameters()) {
            if (!parameter.meaning().isEmpty()) {
                var text = number + ": " + Words.hex(parameter.value()) + "  "
                        + parameter.meaning().local();
                box.getChildren().add(Texts.wrapped(text, "muted", "small"));
            }
            number++;
        }
        return box;
    }
}
