package dev.gotstack.report;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import java.awt.Font;
import java.io.IOException;
import java.io.OutputStream;
import java.text.AttributedCharacterIterator;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
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
        try (var document = new PDDocument()) {
            var page = new PDPage(A4_LANDSCAPE);
            document.addPage(page);
            page(data, style, document, page, new PdfType(document));
            document.getDocumentInformation().setTitle(PlainText.of(data.title()));
            document.getDocumentCatalog().setLanguage("en");
            // Without one, PDFBox makes an id from the time.
            document.setDocumentId(0L);
            document.save(out);
        }
    }

    /// Draws a chart onto a whole page, which may be one of a larger document.
    static void page(ChartData data, ChartStyle style, PDDocument document, PDPage page, PdfType type)
            throws IOException {
        float width = page.getMediaBox().getWidth() / ZOOM;
        float height = page.getMediaBox().getHeight() / ZOOM;
        try (var fonts = new EmbeddedFonts(type)) {
            var chart = new PdfChart(document, width, height);
            chart.setFontTextDrawer(fonts);
            ChartPainter.paint(chart, ChartLayout.of(data, width, height), style);
            chart.dispose();
            try (var content = new PDPageContentStream(document, page)) {
                content.transform(Matrix.getScaleInstance(ZOOM, ZOOM));
                content.drawForm(chart.getXFormObject());
            }
        }
    }

    @Override
    public void drawLabel(Label label) {
        setFont(new Font(Face.FAMILY, label.face() == Face.BOLD ? Font.BOLD : Font.PLAIN, 1)
                .deriveFont((float) label.size()));
        String text = PdfType.encodable(label.text(), label.face());
        double left = label.left(label.face().width(text, label.size()));
        drawString(PdfType.visual(text), (float) left, (float) label.baseline());
    }

    /// Maps every font to one of ours.
    private static final class EmbeddedFonts extends PdfBoxGraphics2DFontTextDrawer {
        private final PdfType type;

        EmbeddedFonts(PdfType type) {
            this.type = type;
        }

        @Override
        public boolean canDrawText(AttributedCharacterIterator text, IFontTextDrawerEnv environment) {
            return true;
        }

        @Override
        protected PDFont mapFont(Font font, IFontTextDrawerEnv environment) {
            return type.font(font.isBold() ? Face.BOLD : Face.REGULAR);
        }
    }
}
