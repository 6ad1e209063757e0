package dev.gotstack.report.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotstack.report.ChartData;
import dev.gotstack.report.document.Block;
import dev.gotstack.report.document.Block.Column;
import dev.gotstack.report.document.Block.Mark;
import dev.gotstack.report.document.Block.Row;
import dev.gotstack.report.document.Cell;
import dev.gotstack.report.document.Comparison;
import dev.gotstack.report.document.Document;
import dev.gotstack.report.document.Level;
import dev.gotstack.report.document.Request;
import dev.gotstack.report.document.Section;
import dev.gotstack.report.document.Subject;
import dev.gotstack.stack.Cycle;
import dev.gotstack.stack.ModuleUsage;
import dev.gotstack.stack.Slice;
import dev.gotstack.stack.StackUsage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Names and notes of any kind are shown in every format, and are nothing but text there.
class HostileTextTest {
    private static final List<String> KNOWN = List.of(
            "<script>alert(1)</script>",
            "\"quoted' & <b onload=x>",
            "]]><!--",
            "&amp;&#x41;&nbsp;",
            "\u202egnp.exe\u202c",
            "\u05d0\u05d1\u05d2 \u200f\u0627\u0644\u0634\u0631\u0643\u0629",
            "nul\u0000bell\u0007esc\u001b[31m line\r\nbreak\ttab\u0085\u2028",
            "\ud800 lone \udc00",
            "e" + "\u0301".repeat(500),
            "\u4e2d\u6587\u516c\u53f8 \ud83d\ude00",
            "\ufffe\uffff\ue000",
            "",
            " ",
            "%s %n ${x} {0} {{title}} {{#note}}",
            "=cmd|' /C calc'!A0",
            "@SUM(1+9)*cmd|",
            "+1",
            "-1",
            "\t=1+1",
            "\uff1d1+1",
            "| a | b |\n|---|---|",
            "```\n# heading\n- list\n> quote",
            "[link](https://example.com) ![x](y) <https://example.com> www.example.com",
            "C:\\Users\\x",
            "x".repeat(10_000),
            "ab ".repeat(3_000));

    /// What no format may contain: it would be neither shown nor harmless.
    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}&&[^\\n\\r\\x{FEFF}]]|[\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]");

    private static final Pattern FORMULA = Pattern.compile("[=+\\-@\uff1d\uff0b\uff0d\uff20\t\r].*", Pattern.DOTALL);

    @Provide
    Arbitrary<String> names() {
        var random = Arbitraries.strings()
                .ofMaxLength(60)
                .withChars("<>&\"'`*_[]{}()|#!\\/=+-@%$;:,. \n\r\t\u202e\u200f\u0000\u001b\ud800\u0301aZ9\u00e9\u4e2d");
        return Arbitraries.oneOf(
                Arbitraries.of(KNOWN), random, Arbitraries.strings().ofMaxLength(30));
    }

    @Property(tries = 24)
    void namesAreTextInEveryFormat(@ForAll("names") String name, @ForAll("names") String note) throws Exception {
        check(document(name, note));
    }

    @Property(tries = 10)
    void namesAreTextInEveryComparison(@ForAll("names") String name, @ForAll("names") String other) throws Exception {
        var request = new Request(Level.ENGINEER, name, other, name, other);
        check(Comparison.of(List.of(subject(name), subject(other), subject("c")), request));
    }

    @Example
    void everyKnownNameIsTextInEveryFormat() throws Exception {
        for (var name : KNOWN) {
            check(document(name, name));
        }
    }

    @Example
    void namesAreShownAndNotOnlyHarmless() throws Exception {
        var document = document("<script>\u202e\"x\"</script>", "a & b");
        assertTrue(Formats.html(Formats.bytes(document, ReportFormat.HTML))
                .getDocumentElement()
                .getTextContent()
                .contains("<script>[U+202E]\"x\"</script>"));
        assertTrue(Formats.text(document, ReportFormat.MD).contains("&lt;script&gt;\\[U+202E\\]\"x\"&lt;/script&gt;"));
        assertTrue(Formats.text(document, ReportFormat.CSV).contains("\"<script>[U+202E]\"\"x\"\"</script>\""));
        assertTrue(Formats.text(document, ReportFormat.JSON).contains("<script>[U+202E]\\\"x\\\"</script>"));
        assertTrue(
                Formats.pdfText(Formats.bytes(document, ReportFormat.PDF)).contains("<script>[U+202E]\"x\"</script>"));
        assertTrue(Reports.text(document).contains("<script>[U+202E]\"x\"</script>"));
    }

    private static void check(Document document) throws Exception {
        html(Formats.bytes(document, ReportFormat.HTML));
        markdown(Formats.text(document, ReportFormat.MD));
        csv(Formats.text(document, ReportFormat.CSV));
        var json = new ObjectMapper().readTree(Formats.bytes(document, ReportFormat.JSON));
        assertEquals(document.title(), json.get("title").asText());
        assertFalse(Formats.pdfText(Formats.bytes(document, ReportFormat.PDF)).isBlank());
        for (var text : List.of(
                Formats.text(document, ReportFormat.HTML),
                Formats.text(document, ReportFormat.MD),
                Formats.text(document, ReportFormat.CSV),
                Formats.text(document, ReportFormat.JSON),
                Reports.text(document))) {
            var unseen = UNSEEN.matcher(text);
            assertFalse(
                    unseen.find(),
                    () -> "an unseen character: "
                            + Integer.toHexString(unseen.group().codePointAt(0)));
        }
    }

    private static void html(byte[] bytes) throws Exception {
        var tree = Formats.html(bytes);
        for (var forbidden : List.of("script", "iframe", "img", "link", "object", "a", "b", "form")) {
            assertEquals(0, tree.getElementsByTagName(forbidden).getLength(), forbidden);
        }
        var all = tree.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            var attributes = all.item(i).getAttributes();
            for (int j = 0; j < attributes.getLength(); j++) {
                var attribute = attributes.item(j);
                assertFalse(attribute.getNodeName().startsWith("on"), attribute.getNodeName());
                boolean address = attribute.getNodeName().equals("href")
                        || attribute.getNodeName().equals("src");
                assertFalse(address, () -> attribute + " leads outside");
            }
        }
    }

    private static void markdown(String text) {
        var outsideCode = text.replaceAll("(?<!\\\\)`[^`\n]*`", "");
        assertFalse(outsideCode.contains("<"), "a tag");
        assertFalse(outsideCode.replace("\\](", "").contains("]("), "a link");
        text.lines().filter(line -> line.startsWith("|")).forEach(line -> assertTrue(line.endsWith("|"), line));
    }

    private static void csv(String text) {
        var records = Formats.csv(text);
        int columns = records.getFirst().size();
        for (var record : records) {
            assertEquals(columns, record.size());
            record.forEach(field -> assertFalse(
                    FORMULA.matcher(field).matches() && !field.matches("-?\\d+"), () -> "a formula: " + field));
        }
    }

    private static Document document(String name, String note) {
        var request = new Request(Level.CUSTOMER, name, name, name, note);
        var entry = new Block.Entry("e", Mark.CAUSE, name, List.of(name, name), name);
        var table = new Block.Table(
                "t",
                name,
                List.of(Column.text("a", "A", 1), Column.code("b", "B", 1), Column.number("c", "C", 1)),
                List.of(
                        Row.of(Cell.text(name), Cell.text(name), Cell.number(5)),
                        Row.of(Row.Role.HEAD, Cell.unknown(name), Cell.text(name), Cell.change(-5)),
                        Row.of(Row.Role.PART, Cell.EMPTY, Cell.text(name), Cell.percent(5, 5))));
        var fact = new Block.Fact("f", "Fact", Cell.text(name), "kr");
        var chart = ChartData.of(usage(name), name, OptionalLong.of(0x0fe4), true, name);
        var section = new Section(
                "s",
                "Section",
                List.of(
                        new Block.Paragraph(name),
                        new Block.Remark(name),
                        new Block.Facts(List.of(fact)),
                        new Block.Entries(List.of(entry)),
                        new Block.Figure(chart),
                        table),
                List.of("kr"));
        return new Document(name, name, request, List.of(fact), List.of(section), table, List.of(subject(name)));
    }

    private static Subject subject(String name) {
        return new Subject(
                name,
                "",
                name,
                "format",
                "x86",
                3790,
                1,
                Optional.empty(),
                0x7f,
                name,
                name,
                Optional.of(usage(name)),
                List.of(new Subject.Driver(name, name, name, name, name, Optional.empty())),
                true);
    }

    private static StackUsage usage(String name) {
        var slices = List.of(
                new Slice(0x1000, 0x3000, Slice.Owner.FRAME, 0, name, name),
                new Slice(0x3000, 0x4000, Slice.Owner.FRAME, 1, "nt", "nt!f"));
        var modules = List.of(
                new ModuleUsage(name, name, 0x2000, 1, 66, 0x2000, name),
                new ModuleUsage("nt", "", 0x1000, 1, 33, 0x1000, "nt!f"));
        return new StackUsage(
                0x1000,
                0x4000,
                0,
                88,
                116,
                slices,
                modules,
                List.of(new Cycle(0, 1, 2, 0x1800, 0x3000, List.of(name))));
    }
}
