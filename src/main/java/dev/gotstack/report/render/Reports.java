package dev.gotstack.report.render;

import dev.gotstack.io.WholeFile;
import dev.gotstack.report.Paper;
import dev.gotstack.report.document.Document;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// Writes reports. The same report gives the same bytes, always and everywhere.
public final class Reports {
    private Reports() {}

    /// How a report is written.
    ///
    /// @param paper of PDF
    /// @param template the user's own, for the formats that have one
    public record Style(Paper paper, Optional<Template> template) {
        public static final Style DEFAULT = new Style(Paper.A4, Optional.empty());
    }

    /// Writes a report as a whole or not at all.
    ///
    /// @throws TemplateException if the template names a slot that there is not
    public static void write(Document document, ReportFormat format, Style style, Path target) throws IOException {
        // Rendered first: a mistake in a template is found before any file is touched.
        var bytes = bytes(document, format, style);
        WholeFile.write(target, out -> out.write(bytes));
    }

    /// A report as the content of a file.
    public static byte[] bytes(Document document, ReportFormat format, Style style) throws IOException {
        var out = new ByteArrayOutputStream();
        write(document, format, style, out);
        return out.toByteArray();
    }

    /// A report as plain text: what leaves the machine, to look at or to paste.
    public static String text(Document document) {
        return TextReport.of(document);
    }

    private static void write(Document document, ReportFormat format, Style style, OutputStream out)
            throws IOException {
        switch (format) {
            case HTML -> text(HtmlReport.of(document, style.template().orElse(Template.ours("report.html"))), out);
            case MD -> text(MarkdownReport.of(document, style.template().orElse(Template.ours("report.md"))), out);
            case JSON -> text(JsonReport.of(document), out);
            case CSV -> text(CsvReport.of(document), out);
            case PDF -> PdfReport.write(document, style.paper(), out);
        }
    }

    private static void text(String text, OutputStream out) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
