package dev.gotstack.report;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import java.awt.geom.AffineTransform;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.util.Matrix;

/// A chart as PDF: one page, its text searchable, its typeface embedded. Shapes are drawn by the painter like
/// everywhere else; text is put on the page as text, with the whole of what was elided behind it, so that searching
/// and copying find it.
final class PdfChart extends PdfBoxGraphics2D implements ChartPainter.LabelDrawer {
    /// The layout's page is larger than the paper, so that type has a usual size on it.
    private static final float ZOOM = 0.74f;

    private final List<Label> labels = new ArrayList<>();

    private PdfChart(PDDocument document, float width, float height) throws IOException {
        super(document, width, height);
    }

    static void write(ChartData data, ChartExport.Page options, OutputStream out) throws IOException {
        try (var document = new PDDocument()) {
            var page = new PDPage(options.paper().landscape());
            document.addPage(page);
            page(data, options, document, page, new PdfType(document));
            document.getDocumentInformation().setTitle(PlainText.of(data.title()));
            document.getDocumentCatalog().setLanguage(ReportText.of("language"));
            // Without one, PDFBox makes an id from the time.
            document.setDocumentId(0L);
            document.save(out);
        }
    }

    /// Draws a chart onto a whole page, which may be one of a larger document.
    static void page(ChartData data, ChartExport.Page options, PDDocument document, PDPage page, PdfType type)
            throws IOException {
        float width = page.getMediaBox().getWidth() / ZOOM;
        float height = page.getMediaBox().getHeight() / ZOOM;
        var chart = new PdfChart(document, width, height);
        ChartPainter.paint(chart, ChartLayout.of(data, options.colouring(), width, height), options.style());
        chart.dispose();
        try (var content = new PDPageContentStream(document, page)) {
            content.transform(Matrix.getScaleInstance(ZOOM, ZOOM));
            content.drawForm(chart.getXFormObject());
            new TextWriter(content, type, options.style(), height).write(chart.labels);
        }
    }

    @Override
    public void drawLabel(Label label) {
        labels.add(label);
    }

    /// Puts labels on a page whose origin is its lower left corner.
    private static final class TextWriter {
        private final PDPageContentStream content;
        private final ChartStyle style;
        private final float height;
        private final PdfType type;

        TextWriter(PDPageContentStream content, PdfType type, ChartStyle style, float height) {
            this.content = content;
            this.type = type;
            this.style = style;
            this.height = height;
        }

        void write(List<Label> labels) throws IOException {
            for (var label : labels) {
                String text = PdfType.encodable(label.text(), label.face());
                if (label.isElided()) {
                    beginSpan(label.whole());
                }
                text(label, PdfType.visual(text));
                if (label.isElided()) {
                    content.endMarkedContent();
                }
            }
        }

        /// Marks what follows as standing for `whole`. The dictionary is written out in place: PDFBox would refer to
        /// one in the page's resources, and popular readers do not look there.
        @SuppressWarnings("deprecation")
        private void beginSpan(String whole) throws IOException {
            var hex = HexFormat.of().withUpperCase().formatHex(whole.getBytes(StandardCharsets.UTF_16));
            content.appendRawCommands("/Span <</ActualText <" + hex + ">>> BDC\n");
        }

        private void text(Label label, String text) throws IOException {
            double left = label.left(label.face().width(text, label.size()));
            content.beginText();
            content.setNonStrokingColor(style.of(label.tone()));
            content.setFont(type.font(label.face()), (float) label.size());
            content.setTextMatrix(new Matrix(AffineTransform.getTranslateInstance(left, height - label.baseline())));
            content.showText(text);
            content.endText();
        }
    }
}
