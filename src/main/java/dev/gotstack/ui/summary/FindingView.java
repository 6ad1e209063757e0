package dev.gotstack.ui.summary;

import dev.gotstack.analysis.Finding;
import dev.gotstack.ui.control.Texts;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;

/// One finding: how much it matters, the sentence, what follows from it, and on demand what it rests on.
final class FindingView extends VBox {
    private final VBox evidence = new VBox();
    private final Button more = new Button();

    FindingView(Finding finding) {
        getStyleClass().addAll("finding", finding.severity().word());
        getChildren().addAll(severity(finding.severity()), Texts.wrapped(finding.summary(), "finding-summary"));
        if (!finding.explanation().isBlank()) {
            getChildren().add(Texts.wrapped(finding.explanation(), "muted"));
        }
        if (!finding.evidence().isEmpty()) {
            addEvidence(finding);
        }
    }

    private void addEvidence(Finding finding) {
        evidence.getStyleClass().add("evidence");
        finding.evidence().forEach(line -> evidence.getChildren().add(Texts.wrapped(line, "mono", "small")));
        more.getStyleClass().addAll("flat", "small", "evidence-toggle");
        more.setId("evidence-" + finding.id());
        more.setOnAction(event -> expand(!evidence.isVisible(), finding));
        getChildren().addAll(more, evidence);
        expand(false, finding);
    }

    private void expand(boolean open, Finding finding) {
        evidence.setVisible(open);
        evidence.setManaged(open);
        more.setText("Evidence (" + finding.evidence().size() + ")");
        more.setGraphic(new FontIcon(open ? MaterialDesignC.CHEVRON_DOWN : MaterialDesignC.CHEVRON_RIGHT));
        more.setAccessibleText((open ? "Hide" : "Show") + " the evidence for: " + finding.summary());
    }

    private static HBox severity(Finding.Severity severity) {
        var word = severity.word();
        var line = new HBox(
                new FontIcon(icon(severity)),
                Texts.styled(word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1), "severity-word"));
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("severity");
        return line;
    }

    private static Ikon icon(Finding.Severity severity) {
        return switch (severity) {
            case CAUSE -> MaterialDesignA.ALERT_OCTAGON_OUTLINE;
            case WARNING -> MaterialDesignA.ALERT_OUTLINE;
            case INFORMATION -> MaterialDesignI.INFORMATION_OUTLINE;
        };
    }
}
