package dev.gotstack.ui.summary;

import dev.gotstack.analysis.Finding;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.UiText;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;

/// One finding: how much it matters, the sentence, and on demand what follows from it and what it rests on.
final class FindingView extends VBox {
    private final VBox more = new VBox();
    private final Button toggle = new Button();
    private final Finding finding;

    /// @param explained whether it starts with what follows from it
    FindingView(Finding finding, boolean explained) {
        this.finding = finding;
        getStyleClass().addAll("finding", finding.severity().word());
        more.getStyleClass().add("evidence");
        getChildren().addAll(severity(), Texts.wrapped(finding.summary().local(), "finding-summary"));
        if (!finding.explanation().isEmpty()) {
            var explanation = Texts.wrapped(finding.explanation().local(), "muted", "small");
            (explained ? this : more).getChildren().add(explanation);
        }
        finding.evidence().forEach(line -> more.getChildren().add(Texts.wrapped(line.local(), "mono")));
        getChildren().add(more);
        expand(false);
    }

    private void expand(boolean open) {
        more.setVisible(open);
        more.setManaged(open);
        toggle.setText(
                finding.evidence().isEmpty()
                        ? UiText.of("summary.why")
                        : UiText.of("summary.evidence", finding.evidence().size()));
        toggle.setGraphic(new FontIcon(open ? MaterialDesignC.CHEVRON_DOWN : MaterialDesignC.CHEVRON_RIGHT));
        toggle.setAccessibleText(UiText.of(open ? "summary.hide" : "summary.show", finding.summary()));
        toggle.setVisible(!more.getChildren().isEmpty());
    }

    private SpreadLine severity() {
        var word = finding.severity().word();
        toggle.getStyleClass().addAll("flat", "small", "evidence-toggle");
        toggle.setId("evidence-" + finding.id());
        toggle.setOnAction(event -> expand(!more.isVisible()));
        toggle.setMinWidth(USE_PREF_SIZE);
        var icon = new FontIcon(icon(finding.severity()));
        icon.getStyleClass().add("severity-icon");
        var name = Texts.styled(UiText.of("summary.severity." + word), "severity-word");
        name.setMinWidth(USE_PREF_SIZE);
        var rank = new HBox(icon, name);
        rank.setAlignment(Pos.CENTER_LEFT);
        rank.getStyleClass().add("severity");
        return new SpreadLine(rank, toggle);
    }

    private static Ikon icon(Finding.Severity severity) {
        return switch (severity) {
            case CAUSE -> MaterialDesignA.ALERT_OCTAGON_OUTLINE;
            case WARNING -> MaterialDesignA.ALERT_OUTLINE;
            case INFORMATION -> MaterialDesignI.INFORMATION_OUTLINE;
        };
    }
}
