package dev.gotstack.report;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import java.awt.geom.AffineTransform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.text.Bidi;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
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
        var sheet = new PDRectangle(options.paper().width(), options.paper().height());
        float width = sheet.getWidth() / ZOOM;
        float height = sheet.getHeight() / ZOOM;
        try (var document = new PDDocument()) {
            var chart = new PdfChart(document, width, height);
            var layout = ChartLayout.of(data, options.colouring(), width, height);
            ChartPainter.paint(chart, layout, options.style());
            chart.dispose();
            var page = new PDPage(sheet);
            document.addPage(page);
            try (var content = new PDPageContentStream(document, page)) {
                content.transform(Matrix.getScaleInstance(ZOOM, ZOOM));
                content.drawForm(chart.getXFormObject());
                new TextWriter(document, content, options.style(), height).write(chart.labels);
            }
            document.getDocumentInformation().setTitle(PlainText.of(data.title()));
            document.getDocumentCatalog().setLanguage("en");
            // Without one, PDFBox makes an id from the time.
            document.setDocumentId(0L);
            document.save(out);
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
        private final PDFont regular;
        private final PDFont bold;

        TextWriter(PDDocument document, PDPageContentStream content, ChartStyle style, float height)
                throws IOException {
            this.content = content;
            this.style = style;
            this.height = height;
            regular = PDType0Font.load(document, new ByteArrayInputStream(Face.REGULAR.bytes()));
            bold = PDType0Font.load(document, new ByteArrayInputStream(Face.BOLD.bytes()));
        }

        void write(List<Label> labels) throws IOException {
            for (var label : labels) {
                String text = encodable(label.text(), label.face());
                if (label.isElided()) {
                    beginSpan(label.whole());
                }
                text(label, visual(text));
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
            content.setFont(label.face() == Face.BOLD ? bold : regular, (float) label.size());
            content.setTextMatrix(new Matrix(AffineTransform.getTranslateInstance(left, height - label.baseline())));
            content.showText(text);
            content.endText();
        }
    }

    /// What the embedded typeface cannot write becomes a question mark; the rest stays searchable.
    private static String encodable(String text, Face face) {
        var result = new StringBuilder();
        text.codePoints().map(c -> face.has(c) ? c : '?').forEach(result::appendCodePoint);
        return result.toString();
    }

    /// The letters in the order in which they stand on paper: PDF knows no other.
    private static String visual(String text) {
        if (!Bidi.requiresBidi(text.toCharArray(), 0, text.length())) {
            return text;
        }
        var bidi = new Bidi(text, Bidi.DIRECTION_LEFT_TO_RIGHT);
        var runs = new String[bidi.getRunCount()];
        var levels = new byte[runs.length];
        for (int i = 0; i < runs.length; i++) {
            String run = text.substring(bidi.getRunStart(i), bidi.getRunLimit(i));
            levels[i] = (byte) bidi.getRunLevel(i);
            runs[i] =
                    levels[i] % 2 == 0 ? run : new StringBuilder(run).reverse().toString();
        }
        Bidi.reorderVisually(levels, 0, runs, 0, runs.length);
        return String.join("", runs);
    }
}
