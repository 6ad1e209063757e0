package dev.gotstack.report.render;

import dev.gotstack.report.ChartData;
import dev.gotstack.report.ChartExport;
import dev.gotstack.report.Face;
import dev.gotstack.report.Paper;
import dev.gotstack.report.PdfType;
import java.awt.Color;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageXYZDestination;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;

/// Pages of a PDF that fill from top to bottom. Charts have pages of their own, landscape; they wait until the page
/// that is being filled is full, so that no page stays half empty for them.
final class PdfPages implements AutoCloseable {
    static final Color INK = new Color(0x1b1f24);
    static final Color MUTED = new Color(0x57606a);
    static final Color LINE = new Color(0xd0d7de);
    static final Color ACCENT = new Color(0x0072b2);

    private static final float MARGIN = 48;
    private static final float TOP = 46;
    private static final float BOTTOM = 52;
    private static final float LEADING = 1.36f;
    private static final float FOOT = 8;
    private static final int MOST_LINES = 10_000;

    private final PDDocument document;
    private final Paper paper;
    private final PdfType type;
    private final PDDocumentOutline outline = new PDDocumentOutline();
    private final Deque<ChartData> charts = new ArrayDeque<>();
    private PDPage page;
    private PDPageContentStream content;
    private float y;

    PdfPages(PDDocument document, Paper paper) throws IOException {
        this.document = document;
        this.paper = paper;
        this.type = new PdfType(document);
        document.getDocumentCatalog().setDocumentOutline(outline);
        page = new PDPage(paper.portrait());
        document.addPage(page);
        content = new PDPageContentStream(document, page);
        y = paper.portrait().getHeight() - TOP;
    }

    /// Width of the text area.
    float width() {
        return paper.portrait().getWidth() - 2 * MARGIN;
    }

    static float left() {
        return MARGIN;
    }

    /// Height of the text area of one page.
    float height() {
        return paper.portrait().getHeight() - TOP - BOTTOM;
    }

    float y() {
        return y;
    }

    static float leading(float size) {
        return size * LEADING;
    }

    void space(float points) {
        y -= points;
    }

    /// Starts a new page unless there is room for something this high.
    ///
    /// @return whether a page was started
    boolean keep(float points) throws IOException {
        if (y - points >= BOTTOM) {
            return false;
        }
        content.close();
        pendingCharts();
        page = new PDPage(paper.portrait());
        document.addPage(page);
        content = new PDPageContentStream(document, page);
        y = paper.portrait().getHeight() - TOP;
        return true;
    }

    /// A chart, on the next page that begins.
    void chart(ChartData data) {
        charts.add(data);
    }

    private void pendingCharts() throws IOException {
        while (!charts.isEmpty()) {
            var landscape = new PDPage(paper.landscape());
            document.addPage(landscape);
            ChartExport.page(charts.poll(), document, landscape, type);
        }
    }

    /// An entry of the table of contents that viewers show, for what comes next.
    void bookmark(String title) {
        var target = new PDPageXYZDestination();
        target.setPage(page);
        target.setTop((int) y + 20);
        var item = new PDOutlineItem();
        item.setTitle(title);
        item.setDestination(target);
        outline.addLast(item);
    }

    /// Lines of a text, broken to fit.
    static List<String> lines(String text, Face face, float size, float width) {
        return face.wrap(text, size, width, MOST_LINES);
    }

    /// Running text, over as many pages as it takes.
    void text(String text, Face face, float size, Color colour, float indent) throws IOException {
        for (var line : lines(text, face, size, width() - indent)) {
            keep(leading(size));
            line(line, face, size, colour, MARGIN + indent, y - size);
            space(leading(size));
        }
    }

    /// One line at a place.
    void line(String text, Face face, float size, Color colour, float x, float baseline) throws IOException {
        put(content, text, face, size, colour, x, baseline);
    }

    private void put(
            PDPageContentStream stream, String text, Face face, float size, Color colour, float x, float baseline)
            throws IOException {
        stream.beginText();
        stream.setFont(type.font(face), size);
        stream.setNonStrokingColor(colour);
        stream.newLineAtOffset(x, baseline);
        stream.showText(PdfType.visual(PdfType.encodable(text, face)));
        stream.endText();
    }

    /// A horizontal rule.
    void rule(float x, float width, float at, float thickness, Color colour) throws IOException {
        box(x, at, width, thickness, colour);
    }

    void box(float x, float bottom, float width, float height, Color colour) throws IOException {
        content.setNonStrokingColor(colour);
        content.addRect(x, bottom, width, height);
        content.fill();
    }

    /// Ends the last page and writes a line at the foot of each.
    void finish(String foot) throws IOException {
        content.close();
        pendingCharts();
        int all = document.getNumberOfPages();
        for (int i = 0; i < all; i++) {
            var each = document.getPage(i);
            try (var stream = new PDPageContentStream(document, each, AppendMode.APPEND, true, true)) {
                // A chart has a line of its own at its foot.
                boolean chart =
                        each.getMediaBox().getWidth() > each.getMediaBox().getHeight();
                foot(stream, each.getMediaBox(), chart ? "" : foot, (i + 1) + " / " + all);
            }
        }
    }

    private void foot(PDPageContentStream stream, PDRectangle box, String words, String number) throws IOException {
        float room = box.getWidth() - 2 * MARGIN - 50;
        var fitted = Face.REGULAR.wrap(words, FOOT, room, 1);
        if (!fitted.isEmpty()) {
            put(stream, fitted.getFirst(), Face.REGULAR, FOOT, MUTED, MARGIN, BOTTOM / 2);
        }
        float width = (float) Face.REGULAR.width(number, FOOT);
        put(stream, number, Face.REGULAR, FOOT, MUTED, box.getWidth() - MARGIN - width, BOTTOM / 2);
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
