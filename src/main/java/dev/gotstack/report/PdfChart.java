package dev.gotstack.report;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import java.awt.Font;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.text.AttributedCharacterIterator;
import java.text.Bidi;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.util.Matrix;

/// A chart as PDF: one A4 page, its text searchable, its typeface embedded.
final class PdfChart extends PdfBoxGraphics2D implements ChartPainter.LabelDrawer {
    private static final PDRectangle A4_LANDSCAPE =
            new PDRectangle(PDRectangle.A4.getHeight(), PDRectangle.A4.getWidth());
    /// The layout's page is larger than the paper, so that type has a usual size on it.
    private static final float ZOOM = 0.74f;

    private PdfChart(PDDocument document, float width, float height) throws IOException {
        super(document, width, height);
    }

    static void write(ChartData data, ChartStyle style, OutputStream out) throws IOException {
        float width = A4_LANDSCAPE.getWidth() / ZOOM;
        float height = A4_LANDSCAPE.getHeight() / ZOOM;
        try (var document = new PDDocument();
                var fonts = new EmbeddedFonts(document)) {
            var chart = new PdfChart(document, width, height);
            chart.setFontTextDrawer(fonts);
            ChartPainter.paint(chart, ChartLayout.of(data, width, height), style);
            chart.dispose();
            var page = new PDPage(A4_LANDSCAPE);
            document.addPage(page);
            try (var content = new PDPageContentStream(document, page)) {
                content.transform(Matrix.getScaleInstance(ZOOM, ZOOM));
                content.drawForm(chart.getXFormObject());
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
        setFont(new Font(Face.FAMILY, label.face() == Face.BOLD ? Font.BOLD : Font.PLAIN, 1)
                .deriveFont((float) label.size()));
        String text = encodable(label.text(), label.face());
        double left = label.left(label.face().width(text, label.size()));
        drawString(visual(text), (float) left, (float) label.baseline());
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

    /// Maps every font to one of ours.
    private static final class EmbeddedFonts extends PdfBoxGraphics2DFontTextDrawer {
        private final PDFont regular;
        private final PDFont bold;

        EmbeddedFonts(PDDocument document) throws IOException {
            regular = PDType0Font.load(document, new ByteArrayInputStream(Face.REGULAR.bytes()));
            bold = PDType0Font.load(document, new ByteArrayInputStream(Face.BOLD.bytes()));
        }

        @Override
        public boolean canDrawText(AttributedCharacterIterator text, IFontTextDrawerEnv environment) {
            return true;
        }

        @Override
        protected PDFont mapFont(Font font, IFontTextDrawerEnv environment) {
            return font.isBold() ? bold : regular;
        }
    }
}
