package dev.gotstack.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;

/// Writes charts to files. The same chart gives the same bytes, always and everywhere: no times, no random names, and a
/// typeface that comes along.
public final class ChartExport {

    private ChartExport() {}

    /// Page and palette of an exported chart.
    ///
    /// @param width of the page, at least 700 (ignored by PDF, which has paper)
    /// @param height of the page, at least 480 (ignored by PDF)
    /// @param scale pixels per unit, 1 to 4 (PNG only)
    /// @param paper what it is printed on (PDF only)
    public record Page(int width, int height, int scale, ChartStyle style, Paper paper, Colouring colouring) {
        /// The usual page, for the screen and for documents.
        public static final Page DEFAULT = new Page(1120, 640, 2, ChartStyle.light());

        /// A page whose colours stand for modules, and A4 where it is printed.
        public Page(int width, int height, int scale, ChartStyle style) {
            this(width, height, scale, style, Paper.A4, Colouring.MODULE);
        }

        /// The usual page with what a user may choose.
        public Page with(int otherScale, Paper otherPaper, Colouring otherColouring) {
            return new Page(width, height, otherScale, style, otherPaper, otherColouring);
        }

        public Page {
            if (width < 700 || height < 480 || width > 4000 || height > 4000) {
                throw new IllegalArgumentException(
                        ReportText.of("chart.page-size", String.valueOf(width), String.valueOf(height)));
            }
            if (scale < 1 || scale > 4) {
                throw new IllegalArgumentException(ReportText.of("chart.scale", scale));
            }
        }
    }

    /// Writes a chart on a page of 1120 × 640 in the light palette. Does not close `out`.
    public static void write(ChartData data, ChartFormat format, OutputStream out) throws IOException {
        write(data, format, Page.DEFAULT, out);
    }

    /// Writes a chart. Does not close `out`.
    public static void write(ChartData data, ChartFormat format, Page page, OutputStream out) throws IOException {
        switch (format) {
            case SVG -> SvgChart.write(layout(data, page), data.title(), page, out);
            case PNG -> png(layout(data, page), page, out);
            case PDF -> PdfChart.write(data, page, out);
            case JSON -> JsonChart.write(data, out);
        }
    }

    private static ChartLayout layout(ChartData data, Page page) {
        return ChartLayout.of(data, page.colouring(), page.width(), page.height());
    }

    /// Draws a chart onto a whole page of a PDF document.
    public static void page(ChartData data, PDDocument document, PDPage page, PdfType type) throws IOException {
        PdfChart.page(data, Page.DEFAULT, document, page, type);
    }

    private static void png(ChartLayout layout, Page page, OutputStream out) throws IOException {
        int scale = page.scale();
        var image = new BufferedImage(page.width() * scale, page.height() * scale, BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        try {
            g.scale(scale, scale);
            ChartPainter.paint(g, layout, page.style());
        } finally {
            g.dispose();
        }
        // A memory cache, for the default one is a temporary file.
        try (var cache = new MemoryCacheImageOutputStream(out)) {
            ImageIO.write(image, "png", cache);
        }
    }
}
