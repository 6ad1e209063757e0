package dev.gotstack.ui;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.UiText;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/// What could not be read although the dump could: one line that unfolds.
final class WarningStrip extends VBox {
    private static final double MOST = 120;

    private final Button summary = new Button();
    private final VBox lines = new VBox();
    private final ScrollPane scroll = new ScrollPane(lines);
    private List<String> warnings = List.of();

    WarningStrip(AnalysisModel model) {
        setId("warnings");
        getStyleClass().add("warnings");
        summary.setId("warnings-toggle");
        summary.getStyleClass().addAll("flat", "small", "warnings-toggle");
        // Names of files have underscores of their own.
        summary.setMnemonicParsing(false);
        summary.setMaxWidth(Double.MAX_VALUE);
        summary.setOnAction(event -> unfold(!scroll.isVisible()));
        lines.getStyleClass().add("warnings-lines");
        scroll.setFitToWidth(true);
        scroll.setMaxHeight(MOST);
        scroll.getStyleClass().add("edge-to-edge");
        getChildren().addAll(summary, scroll);
        model.analysisProperty().subscribe(this::show);
    }

    private void show(@Nullable Analysis analysis) {
        warnings = analysis == null ? List.of() : analysis.warnings();
        lines.getChildren()
                .setAll(warnings.stream()
                        .map(line -> Texts.wrapped(line, "small"))
                        .toList());
        setVisible(!warnings.isEmpty());
        setManaged(!warnings.isEmpty());
        unfold(false);
    }

    private void unfold(boolean open) {
        scroll.setVisible(open);
        scroll.setManaged(open);
        summary.setGraphic(new FontIcon(open ? MaterialDesignC.CHEVRON_DOWN : MaterialDesignC.CHEVRON_RIGHT));
        summary.setText(open ? parts() : folded());
    }

    private String parts() {
        return UiText.of("warnings.parts", warnings.size());
    }

    /// One line: the only warning, or how many there are and the first of them.
    private String folded() {
        return switch (warnings.size()) {
            case 0 -> "";
            case 1 -> warnings.getFirst();
            default -> parts() + "  ·  " + warnings.getFirst();
        };
    }
}
