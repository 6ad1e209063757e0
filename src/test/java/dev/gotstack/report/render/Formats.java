package dev.gotstack.report.render;

import dev.gotstack.report.document.Document;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.xml.sax.SAXException;

/// Reports as bytes, and readers that share nothing with what wrote them.
final class Formats {
    private Formats() {}

    static byte[] bytes(Document document, ReportFormat format) {
        try {
            return Reports.bytes(document, format, Reports.Style.DEFAULT);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static String text(Document document, ReportFormat format) {
        return new String(bytes(document, format), StandardCharsets.UTF_8);
    }

    /// The tree of an HTML report, which is XML too.
    static org.w3c.dom.Document html(byte[] bytes) throws SAXException, IOException {
        try {
            var factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            return factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
        } catch (ParserConfigurationException e) {
            throw new AssertionError(e);
        }
    }

    /// All text of a PDF in one line.
    static String pdfText(byte[] bytes) throws IOException {
        try (var document = Loader.loadPDF(bytes)) {
            var stripper = new PDFTextStripper();
            stripper.setLineSeparator(" ");
            return stripper.getText(document).replaceAll("\\s+", " ");
        }
    }

    /// The records of a CSV file, read by the letter of RFC 4180.
    static List<List<String>> csv(String text) {
        var records = new ArrayList<List<String>>();
        var record = new ArrayList<String>();
        var field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else if (c == '"') {
                    quoted = false;
                } else {
                    field.append(c);
                }
            } else if (c == '"' && field.isEmpty()) {
                quoted = true;
            } else if (c == ',') {
                record.add(field.toString());
                field.setLength(0);
            } else if (c == '\r' && text.charAt(i + 1) == '\n') {
                record.add(field.toString());
                field.setLength(0);
                records.add(List.copyOf(record));
                record.clear();
                i++;
            } else {
                field.append(c);
            }
        }
        if (quoted || !field.isEmpty() || !record.isEmpty()) {
            throw new AssertionError("the last record does not end");
        }
        return records;
    }
}
