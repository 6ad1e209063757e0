package dev.gotstack.report.render;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotstack.Samples;
import dev.gotstack.analysis.Analysis;
import dev.gotstack.command.Context;
import dev.gotstack.command.WinDbgInterpreter;
import dev.gotstack.report.Paper;
import dev.gotstack.report.document.Block;
import dev.gotstack.report.document.Document;
import dev.gotstack.report.document.DumpReport;
import dev.gotstack.report.document.Level;
import dev.gotstack.report.document.Request;
import dev.gotstack.symbol.Judge;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Reports on every sample, in every format.
class SampleReportTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /// Kernel addresses of 32-bit Windows, and user ones that look like code.
    private static final Pattern ADDRESS = Pattern.compile("(?<![0-9A-Za-z])(?:0x)?[0-9a-fA-F]{8}(?![0-9A-Za-z])");

    private static final Pattern PATH = Pattern.compile("/(?:work|root|home|tmp|usr)/|[A-Za-z]:\\\\|dumps-sample");

    @TempDir
    private Path folder = Path.of("");

    static List<Path> samples() {
        return Samples.folders();
    }

    private static Document report(Analysis analysis, Level level) {
        return DumpReport.of(
                analysis, new Request(level, "", "Northwind Traders", "SR-4711", "First line.\nSecond line."));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyFormatTellsTheSameFigures(Path sample) throws Exception {
        var analysis = Samples.analyze(Samples.dump(sample));
        try {
            for (var level : Level.values()) {
                var document = report(analysis, level);
                html(document);
                json(document);
                csv(document);
                everythingIsInTheTable(document);
                var pdf = Formats.pdfText(Formats.bytes(document, ReportFormat.PDF));
                for (var words : List.of(document.title(), "SR-4711", "Second line.", "What to do", "12,288")) {
                    assertTrue(pdf.contains(words), () -> words + " is not in the PDF");
                    assertTrue(Reports.text(document).contains(words), words);
                }
            }
        } finally {
            Samples.close(analysis);
        }
    }

    private static void html(Document document) throws Exception {
        var bytes = Formats.bytes(document, ReportFormat.HTML);
        var tree = Formats.html(bytes);
        assertEquals(document.title(), tree.getElementsByTagName("h1").item(0).getTextContent());
        assertEquals(1, tree.getElementsByTagName("svg").getLength());
        assertEquals(document.sections().size(), tree.getElementsByTagName("h2").getLength());
        var text = new String(bytes, StandardCharsets.UTF_8).replaceAll("xmlns(:\\w+)?=\"[^\"]*\"", "");
        assertFalse(text.contains("http:") || text.contains("https:"), "nothing comes from outside");
    }

    private static void json(Document document) throws IOException {
        var tree = JSON.readTree(Formats.bytes(document, ReportFormat.JSON));
        long sum = tree.at("/usage/free").asLong();
        for (var module : tree.at("/usage/modules")) {
            sum += module.get("bytes").asLong();
        }
        assertEquals(tree.at("/usage/stackSize").asLong(), sum);
        assertEquals(sum, tableSum(tree));
    }

    private static long tableSum(JsonNode tree) {
        long sum = tree.at("/usage/free").asLong();
        for (var section : tree.get("sections")) {
            for (var block : section.get("blocks")) {
                if (block.path("id").asText().equals("drivers")) {
                    for (var row : block.get("rows")) {
                        sum += row.get("bytes").asLong();
                    }
                }
            }
        }
        return sum;
    }

    private static void csv(Document document) {
        var records = Formats.csv(Formats.text(document, ReportFormat.CSV));
        int bytes = records.getFirst().indexOf("bytes");
        long sum = records.stream()
                .skip(1)
                .filter(record -> !record.get(bytes).isEmpty())
                .mapToLong(record -> Long.parseLong(record.get(bytes)))
                .sum();
        assertEquals(12_288, sum);
        if (document.level() == Level.ENGINEER) {
            return;
        }
        // The folded call stack has them all, too; engineers also get the debugger's, whose figures are addresses.
        int value = records.getFirst().indexOf("value");
        long stack = records.stream()
                .filter(record ->
                        record.getFirst().equals("stack") && record.get(value).matches("\\d+"))
                .mapToLong(record -> Long.parseLong(record.get(value)))
                .sum();
        assertEquals(12_288, stack);
    }

    /// Advice, derivations, what is not known: every section has its lines, under its own name.
    private static void everythingIsInTheTable(Document document) {
        var records = Formats.csv(Formats.text(document, ReportFormat.CSV));
        for (var section : document.sections()) {
            assertTrue(records.stream().anyMatch(record -> record.getFirst().equals(section.id())), section.id());
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void customersSeeNoAddressesAndNoPaths(Path sample) throws Exception {
        var analysis = Samples.analyze(Samples.dump(sample));
        try {
            var document = report(analysis, Level.CUSTOMER);
            var texts = new ArrayList<String>();
            for (var format : List.of(ReportFormat.HTML, ReportFormat.MD, ReportFormat.JSON, ReportFormat.CSV)) {
                texts.add(Formats.text(document, format));
            }
            texts.add(Formats.pdfText(Formats.bytes(document, ReportFormat.PDF)));
            texts.add(Reports.text(document));
            var thread = analysis.thread().orElseThrow();
            for (var text : texts) {
                ADDRESS.matcher(text)
                        .results()
                        .map(found -> found.group())
                        .forEach(found -> assertTrue(isPosition(found), () -> found + " is an address"));
                assertFalse(text.contains(Long.toHexString(thread.address())), "the thread's address");
                assertFalse(PATH.matcher(text).find(), "a path");
                assertFalse(text.contains(System.getProperty("user.name") + "/"), "a user's name");
            }
        } finally {
            Samples.close(analysis);
        }
    }

    /// Eight digits that are no address of the machine: a position on a chart.
    private static boolean isPosition(String digits) {
        return Long.parseUnsignedLong(digits.replaceFirst("^0x", ""), 16) <= 0x5000;
    }

    @Test
    void engineersAreToldCommandsThatWork() {
        for (var sample : samples()) {
            var analysis = Samples.analyze(Samples.dump(sample));
            try {
                for (var command : commands(report(analysis, Level.ENGINEER))) {
                    var result = new WinDbgInterpreter().run(command, Context.of(analysis));
                    assertFalse(
                            result.output().hasError(),
                            () -> command + " fails in " + sample + ": "
                                    + result.output().text());
                }
            } finally {
                Samples.close(analysis);
            }
        }
    }

    private static Set<String> commands(Document document) {
        var commands = new LinkedHashSet<String>();
        for (var section : document.sections()) {
            commands.addAll(section.commands());
            for (var block : section.blocks()) {
                if (block instanceof Block.Facts facts) {
                    facts.facts().forEach(fact -> commands.add(fact.command()));
                }
                if (block instanceof Block.Table table) {
                    for (int i = 0; i < table.columns().size(); i++) {
                        int column = i;
                        if (table.columns().get(i).key().equals("command")) {
                            table.rows()
                                    .forEach(row ->
                                            commands.add(row.cells().get(column).text()));
                        }
                    }
                }
            }
        }
        return commands;
    }

    @Test
    void sameDumpSameBytes() {
        var first = Samples.analyze(Samples.ARTICLE);
        var second = Samples.analyze(Samples.ARTICLE);
        try {
            for (var format : ReportFormat.values()) {
                assertArrayEquals(
                        Formats.bytes(report(first, Level.ENGINEER), format),
                        Formats.bytes(report(second, Level.ENGINEER), format),
                        format.name());
            }
        } finally {
            Samples.close(first);
            Samples.close(second);
        }
    }

    @Test
    void outsideJudgesAgree() throws IOException {
        var xml = new ArrayList<>(List.of("--noout"));
        for (var sample : samples()) {
            var analysis = Samples.analyze(Samples.dump(sample));
            try {
                var document = report(analysis, Level.ENGINEER);
                for (var format : ReportFormat.values()) {
                    Reports.write(document, format, Reports.Style.DEFAULT, file(sample, format));
                }
                xml.add(file(sample, ReportFormat.HTML).toString());
                var text = String.join(
                        " ",
                        Judge.run(
                                "pdftotext",
                                "-layout",
                                file(sample, ReportFormat.PDF).toString(),
                                "-"));
                assertTrue(text.contains("What to do"), text);
                assertTrue(text.contains("12,288"), text);
                assertEquals(
                        List.of("12288"),
                        Judge.run(
                                "jq",
                                "[.usage.modules[].bytes, .usage.free] | add",
                                file(sample, ReportFormat.JSON).toString()));
            } finally {
                Samples.close(analysis);
            }
        }
        assertEquals(List.of(), Judge.run("xmllint", xml.toArray(String[]::new)));
        assertTrue(
                Judge.run("file", file(samples().getFirst(), ReportFormat.PDF).toString())
                        .getFirst()
                        .contains("PDF document"));
    }

    private Path file(Path sample, ReportFormat format) {
        return folder.resolve(sample.getFileName() + "." + format.extension());
    }

    @Test
    void letterIsNarrowerThanA4() throws IOException {
        var analysis = Samples.analyze(Samples.ARTICLE);
        try {
            var style = new Reports.Style(Paper.LETTER, Optional.empty());
            var bytes = Reports.bytes(report(analysis, Level.CUSTOMER), ReportFormat.PDF, style);
            try (var pdf = Loader.loadPDF(bytes)) {
                assertEquals(612, pdf.getPage(0).getMediaBox().getWidth());
                assertEquals(792, pdf.getPage(1).getMediaBox().getWidth(), "the chart lies across");
            }
        } finally {
            Samples.close(analysis);
        }
    }

    @Test
    void theArticlesReportIsAsItWas() throws IOException {
        var analysis = Samples.analyze(Samples.ARTICLE);
        try {
            var golden = Samples.ROOT.resolve("src/test/resources/report/article-customer.md");
            var text = Formats.text(report(analysis, Level.CUSTOMER), ReportFormat.MD);
            if (Boolean.getBoolean("gotstack.renew")) {
                Files.writeString(golden, text);
            }
            assertEquals(Files.readString(golden), text, "renew with -Dgotstack.renew=true");
        } finally {
            Samples.close(analysis);
        }
    }
}
