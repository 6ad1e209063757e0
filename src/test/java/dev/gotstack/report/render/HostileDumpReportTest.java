package dev.gotstack.report.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotstack.Samples;
import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.report.StoryText;
import dev.gotstack.report.document.DumpReport;
import dev.gotstack.report.document.Level;
import dev.gotstack.report.document.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A dump whose names are hostile, from the file to every format.
class HostileDumpReportTest {
    private static final String DRIVER = "<b>&\u202e\"'|=y.x";
    private static final String COMPANY = "=<i>'&\u0007\"\u001b[1]";

    @TempDir
    private Path folder = Path.of("");

    /// The article's dump with other names of the same length in its memory.
    private Path dump() throws IOException {
        var bytes = new String(Files.readAllBytes(Samples.ARTICLE), StandardCharsets.ISO_8859_1);
        bytes = bytes.replace(wide("stackhog.sys"), wide(DRIVER)).replace(wide("Contoso Ltd."), wide(COMPANY));
        return Files.write(folder.resolve("a.dmp"), bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String wide(String text) {
        assertEquals(12, text.length());
        return new String(text.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1);
    }

    @Test
    void namesFromADumpAreTextInEveryFormat() throws Exception {
        var analysis = Samples.analyze(dump(), AnalysisOptions.dumpOnly(true));
        try {
            for (var level : Level.values()) {
                var document = DumpReport.of(analysis, Request.of(level));
                var html = Formats.html(Formats.bytes(document, ReportFormat.HTML));
                assertTrue(html.getDocumentElement().getTextContent().contains("<b>&[U+202E]\"'|=y.x"));
                assertEquals(0, html.getElementsByTagName("b").getLength());
                assertEquals(0, html.getElementsByTagName("i").getLength());
                var csv = Formats.csv(Formats.text(document, ReportFormat.CSV));
                assertTrue(
                        csv.stream().anyMatch(record -> record.contains("'=<i>'&[U+0007]\"[U+001B][1]")),
                        csv.toString());
                assertTrue(new ObjectMapper()
                        .readTree(Formats.bytes(document, ReportFormat.JSON))
                        .has("usage"));
                assertFalse(Formats.pdfText(Formats.bytes(document, ReportFormat.PDF))
                        .isBlank());
                assertFalse(Formats.text(document, ReportFormat.MD).contains("\u202e"));
            }
            assertFalse(StoryText.of(analysis).matches("(?s).*[\u001b\u202e].*"), "no escape reaches a terminal");
        } finally {
            Samples.close(analysis);
        }
    }

    @Test
    void aDumpWhoseStackIsUnknownIsAReportThatSaysSo() throws Exception {
        var header = Files.readAllBytes(Samples.ARTICLE);
        // Of the processors' blocks, modules and threads nothing is left; the header is.
        Arrays.fill(header, 0x3000, header.length, (byte) 0);
        var file = Files.write(folder.resolve("empty.dmp"), header);
        var analysis = Samples.analyze(file, AnalysisOptions.dumpOnly(true));
        try {
            assertTrue(analysis.usage().isEmpty());
            for (var level : Level.values()) {
                var document = DumpReport.of(analysis, Request.of(level));
                for (var format : ReportFormat.values()) {
                    assertTrue(Formats.bytes(document, format).length > 50);
                }
                var text = Reports.text(document);
                assertTrue(text.contains("There is no chart"), text);
                assertTrue(text.contains("cannot be read"), text);
            }
        } finally {
            Samples.close(analysis);
        }
    }
}
