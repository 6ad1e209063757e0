package dev.gotstack.ui.export;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.model.AnalysisModel;
import dev.gotstack.report.document.DumpReport;
import dev.gotstack.report.document.Level;
import dev.gotstack.report.document.Request;
import dev.gotstack.report.render.ReportFormat;
import dev.gotstack.report.render.Reports;
import dev.gotstack.ui.action.Shell;
import dev.gotstack.ui.control.Background;
import dev.gotstack.ui.control.FileChoice;
import dev.gotstack.ui.control.Mono;
import dev.gotstack.ui.control.Overlay;
import dev.gotstack.ui.control.Texts;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.control.Words;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Asks what a report is to say and in which format, shows its text, and writes it where the user wants it.
public final class ReportCard extends VBox {
    private static final double WIDTH = 1180;
    private static final double HEIGHT = 760;
    private static final double FIELDS = 300;
    /// The report's lines are whole even in a small window.
    private static final double SMALL = 11;

    private final AnalysisModel model;
    private final Shell shell;
    private final Overlay overlay;
    private final Analysis analysis;
    private final ReportFields fields;
    private final TextArea preview = Mono.apply(new TextArea(), SMALL);
    private final Label leaves = Texts.wrapped("", "muted", "small");
    private final Background reading = new Background();

    private ReportCard(AnalysisModel model, Shell shell, Overlay overlay, Analysis analysis) {
        this.model = model;
        this.shell = shell;
        this.overlay = overlay;
        this.analysis = analysis;
        this.fields = new ReportFields(notes(model));
        setId("report");
        getStyleClass().add("report-card");
        setMaxWidth(WIDTH);
        setPrefHeight(HEIGHT);
        fields.setPrefWidth(FIELDS);
        fields.setMinWidth(FIELDS);
        var columns = new HBox(fields, previewColumn());
        columns.getStyleClass().add("report-columns");
        setVgrow(columns, Priority.ALWAYS);
        getChildren().addAll(Texts.styled(UiText.of("report.title"), "card-title"), columns, buttons());
        fields.onChange(this::look);
        look();
    }

    private static List<String> notes(AnalysisModel model) {
        return model.notebook().notes().marks().entrySet().stream()
                .map(mark -> Words.address(mark.getKey()) + ": "
                        + (mark.getValue().note().isEmpty()
                                ? "bookmark"
                                : mark.getValue().note().replace('\n', ' ')))
                .toList();
    }

    /// Shows the card for the dump that is open; does nothing if none is.
    public static void show(AnalysisModel model, Shell shell, Overlay overlay) {
        var analysis = model.analysisProperty().get();
        if (analysis != null) {
            var card = new ReportCard(model, shell, overlay, analysis);
            overlay.show(card, card.fields.first());
        }
    }

    private VBox previewColumn() {
        preview.setId("report-preview");
        preview.setEditable(false);
        preview.setAccessibleText(UiText.of("report.preview"));
        preview.getStyleClass().add("report-preview");
        setVgrow(preview, Priority.ALWAYS);
        var column = new VBox(Texts.title(UiText.of("report.leaves")), leaves, preview);
        column.getStyleClass().add("report-column");
        HBox.setHgrow(column, Priority.ALWAYS);
        return column;
    }

    private HBox buttons() {
        var copy = new Button(UiText.of("report.copy"));
        copy.setId("report-copy");
        copy.setOnAction(event -> copy(preview.getText()));
        var cancel = new Button(UiText.of("report.cancel"));
        cancel.setId("report-cancel");
        cancel.setCancelButton(true);
        cancel.setOnAction(event -> overlay.hide());
        var export = new Button(UiText.of("report.export"));
        export.setId("report-export");
        export.setDefaultButton(true);
        export.getStyleClass().add("accent");
        export.setOnAction(event -> export());
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var line = new HBox(copy, gap, cancel, export);
        line.getStyleClass().add("report-buttons");
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    /// Shows what the report says now.
    private void look() {
        var request = fields.request();
        var explanation = request.level().explanation();
        leaves.setText(
                request.level() == Level.CUSTOMER ? explanation : explanation + " " + UiText.of("report.read-it"));
        reading.start(
                () -> Reports.text(DumpReport.of(analysis, request)),
                this::show,
                failure -> show(UiText.of("report.failed", failure)));
    }

    private void show(String text) {
        double top = preview.getScrollTop();
        preview.setText(text);
        preview.setScrollTop(top);
    }

    private void copy(String text) {
        Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, text));
        overlay.hide();
        shell.done(UiText.of("report.copied"));
    }

    private void export() {
        var format = fields.format();
        var kind = FileChoice.Kind.of(format.words(), "*." + format.extension());
        shell.files()
                .save(UiText.of("report.choose"), name(format), List.of(kind))
                .ifPresent(target -> {
                    overlay.hide();
                    save(fields.request(), format, target);
                });
    }

    private void save(Request request, ReportFormat format, Path target) {
        var style = new Reports.Style(fields.paper(), Optional.empty());
        model.work()
                .start(
                        UiText.of("file.writing", target.getFileName()),
                        progress -> {
                            Reports.write(DumpReport.of(analysis, request), format, style, target);
                            return target;
                        },
                        written -> shell.done(UiText.of("report.written", written)),
                        failure -> shell.problem(
                                UiText.of("report.not-written", target, String.valueOf(failure.getMessage())),
                                UiText.of("file.still-open")));
    }

    private String name(ReportFormat format) {
        var file = model.fileProperty().get();
        var name = file == null ? "dump" : String.valueOf(file.getFileName());
        return name.replaceFirst("\\.[^.]*$", "") + "-report." + format.extension();
    }
}
