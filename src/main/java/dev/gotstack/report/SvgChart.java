package dev.gotstack.report;

import java.awt.Dimension;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.dom.GenericDOMImplementation;
import org.apache.batik.svggen.DOMGroupManager;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/// A chart as SVG whose text stays text, with a tip on every slice and on every elided name.
final class SvgChart extends SVGGraphics2D implements ChartPainter.LabelDrawer {
    private static final String SVG = "http://www.w3.org/2000/svg";
    /// All of these have the same widths but the last, which is for machines that have none of them.
    private static final String FAMILIES = "Arial, Helvetica, '" + Face.FAMILY + "', sans-serif";

    private SvgChart(SVGGeneratorContext context) {
        super(context, false);
    }

    static void write(ChartLayout layout, String title, ChartExport.Page page, OutputStream out) throws IOException {
        Document document = GenericDOMImplementation.getDOMImplementation().createDocument(SVG, "svg", null);
        var context = SVGGeneratorContext.createDefault(document);
        context.setComment(null);
        context.setPrecision(2);
        var svg = new SvgChart(context);
        svg.setSVGCanvasSize(new Dimension(page.width(), page.height()));
        ChartPainter.paint(svg, layout, page.style());
        var root = svg.getRoot();
        root.setAttribute("viewBox", "0 0 " + page.width() + " " + page.height());
        root.setAttribute("role", "img");
        root.setAttribute("font-family", FAMILIES);
        root.insertBefore(svg.titled("title", PlainText.of(title)), root.getFirstChild());
        layout.tips().forEach(tip -> root.appendChild(svg.tip(tip)));
        serialize(root, out);
    }

    /// Without a document type, as Batik would write it: viewers need none, and some would fetch it.
    private static void serialize(Element root, OutputStream out) throws IOException {
        try {
            var transformer = TransformerFactory.newDefaultInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.STANDALONE, "yes");
            transformer.transform(new DOMSource(root), new StreamResult(out));
        } catch (TransformerException e) {
            throw new IOException("The chart cannot be written as SVG", e);
        }
    }

    @Override
    public void drawLabel(Label label) {
        var text = getDOMFactory().createElementNS(SVG, "text");
        text.setAttribute("x", number(label.x()));
        text.setAttribute("y", number(label.baseline()));
        text.setAttribute("font-family", FAMILIES);
        text.setAttribute("font-size", number(label.size()));
        text.setAttribute("font-weight", label.face() == Face.BOLD ? "bold" : "normal");
        text.setAttribute(
                "text-anchor",
                switch (label.anchor()) {
                    case START -> "start";
                    case MIDDLE -> "middle";
                    case END -> "end";
                });
        text.setAttribute("stroke", "none");
        text.setTextContent(label.text());
        domGroupManager.addElement(text, DOMGroupManager.FILL);
    }

    /// An invisible area whose title a viewer shows when pointed at.
    private Element tip(ChartLayout.Tip tip) {
        var area = getDOMFactory().createElementNS(SVG, "rect");
        area.setAttribute("x", number(tip.area().getX()));
        area.setAttribute("y", number(tip.area().getY()));
        area.setAttribute("width", number(tip.area().getWidth()));
        area.setAttribute("height", number(tip.area().getHeight()));
        area.setAttribute("fill", "none");
        area.setAttribute("stroke", "none");
        area.setAttribute("pointer-events", "all");
        area.appendChild(titled("title", tip.text()));
        return area;
    }

    private Element titled(String element, String text) {
        var title = getDOMFactory().createElementNS(SVG, element);
        title.setTextContent(text);
        return title;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
