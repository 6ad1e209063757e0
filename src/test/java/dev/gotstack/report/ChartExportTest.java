package dev.gotstack.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotstack.stack.Cycle;
import dev.gotstack.stack.ModuleUsage;
import dev.gotstack.stack.Slice;
import dev.gotstack.stack.StackUsage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;

class ChartExportTest {
    private static final ChartExport.Page SMALL = new ChartExport.Page(700, 480, 1, ChartStyle.light());

    static String[] hostileNames() {
        return new String[] {
            "<script>alert(1)</script>",
            "\"quoted' & <b>",
            "]]>",
            "\u202egnp.exe\u202c",
            "\u05d0\u05d1\u05d2 \u200f\u0627\u0644\u0634\u0631\u0643\u0629",
            "nul\u0000bell\u0007esc\u001b[31m line\r\nbreak\ttab\u0085\u2028",
            "\ud800 lone \udc00",
            "e" + "\u0301".repeat(500),
            "\u4e2d\u6587\u516c\u53f8 \ud83d\ude00",
            "\ufffe\uffff\ue000",
            "",
            " ",
            "%s %n ${x} {0}",
            "x".repeat(10_000)
        };
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void hostileNamesAreHarmlessInEveryFormat(String name) throws Exception {
        var data = named(name);
        ChartLayoutTest.assertSound(ChartLayout.of(data, 700, 480));

        var svg = svg(bytes(data, ChartFormat.SVG));
        assertEquals(0, svg.getElementsByTagName("script").getLength());
        assertEquals(
                PlainText.of(data.title()),
                svg.getElementsByTagName("title").item(0).getTextContent());
        var png = ImageIO.read(new ByteArrayInputStream(bytes(data, ChartFormat.PNG)));
        assertEquals(700, png.getWidth());
        var json = new ObjectMapper().readTree(bytes(data, ChartFormat.JSON));
        assertEquals(12_288, json.at("/usage/stackSize").asInt());
        assertTrue(pdfText(bytes(data, ChartFormat.PDF)).contains("of the kernel stack"));
    }

    @Test
    void pdfTextIsSearchable() throws IOException {
        String text = pdfText(bytes(Usages.articleData(), ChartFormat.PDF));
        assertTrue(text.contains("Two Contoso Ltd. drivers used 66 % of the kernel stack"), text);
        assertTrue(text.contains("ESP 28 bytes"), text);
        assertTrue(text.contains("×19"), text);
    }

    @Test
    void pdfKeepsLettersOfOtherAlphabets() throws IOException {
        assertTrue(pdfText(bytes(named("ООО Драйвер"), ChartFormat.PDF)).contains("ООО Драйвер"));
    }

    @Test
    void svgNamesEverySliceAndKeepsTextAsText() throws Exception {
        var data = Usages.articleData();
        var svg = svg(bytes(data, ChartFormat.SVG));
        var titles = svg.getElementsByTagName("title");
        var texts = IntStream.range(0, titles.getLength())
                .mapToObj(i -> titles.item(i).getTextContent())
                .toList();
        assertTrue(texts.contains("stackhog!StackHogCreate: 280 bytes at b8ae62b6"), texts.toString());
        assertTrue(titles.getLength() > data.usage().slices().size());
        var text = svg.getElementsByTagName("text");
        assertTrue(IntStream.range(0, text.getLength())
                .anyMatch(i -> text.item(i).getTextContent().equals(data.title())));
    }

    @Test
    void jsonTellsTheNumbersOfThePicture() throws IOException {
        var json = new ObjectMapper().readTree(bytes(Usages.articleData(), ChartFormat.JSON));
        var usage = json.get("usage");
        assertEquals(
                "Two Contoso Ltd. drivers used 66 % of the kernel stack",
                json.get("title").asText());
        assertEquals("0xb8ae5fe4", json.get("stackPointer").asText());
        assertEquals(88, usage.get("freeAtFault").asInt());
        assertEquals(116, usage.get("neededAtFault").asInt());
        assertEquals(19, usage.at("/cycles/0/rounds").asInt());
        assertEquals(66, usage.at("/companies/0/percent").asInt());
        long sum = usage.get("free").asLong();
        for (var module : usage.get("modules")) {
            sum += module.get("bytes").asLong();
        }
        assertEquals(usage.get("stackSize").asLong(), sum);
    }

    @Test
    void whatIsUnknownIsNullWithAReason() throws IOException {
        var data = ChartData.of(Usages.random(1, 5, 0), "", OptionalLong.empty(), false, "");
        var json = new ObjectMapper().readTree(bytes(data, ChartFormat.JSON));
        assertTrue(json.get("stackPointer").isNull());
        assertFalse(json.get("stackPointerReason").asText().isEmpty());
        assertTrue(json.at("/usage/modules/0/company").isNull());
    }

    @ParameterizedTest
    @EnumSource
    void sameChartSameBytes(ChartFormat format) throws IOException {
        assertArrayEquals(bytes(Usages.articleData(), format), bytes(Usages.articleData(), format));
    }

    @Test
    void pngIsScaledAndNotEmpty() throws IOException {
        var out = new ByteArrayOutputStream();
        var page = new ChartExport.Page(800, 500, 3, ChartStyle.dark());
        ChartExport.write(Usages.articleData(), ChartFormat.PNG, page, out);
        var image = ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
        assertNotNull(image);
        assertEquals(2400, image.getWidth());
        assertEquals(ChartStyle.dark().paper().getRGB(), image.getRGB(3, 3));
        assertEquals(0xff0072b2, image.getRGB(2 * image.getWidth() / 3, colourRow(image)));
    }

    /// Whatever went wrong before: a chart of it is drawn, and is sound.
    @Test
    void impossibleUsageIsDrawnAllTheSame() throws IOException {
        var slices = List.of(
                new Slice(0x3000, 0x1000, Slice.Owner.FRAME, 0, "a", "f"),
                new Slice(0, -1, Slice.Owner.FRAME, 1, "b", "g"),
                new Slice(0x1000, 0x1000, Slice.Owner.FREE, -1, "", ""));
        var modules = List.of(
                new ModuleUsage("a", "A", Long.MAX_VALUE / 4, Integer.MAX_VALUE, 1e300, -1, "f"),
                new ModuleUsage("b", "A", -5, -1, Double.NaN, Long.MIN_VALUE, "g"));
        var cycles = List.of(
                new Cycle(0, Integer.MAX_VALUE, 3, -1, Long.MAX_VALUE, List.of()),
                new Cycle(-5, 0, 0, 0, 0, List.of("f")));
        for (long base : new long[] {0x2000, 0x1000, 0, -1}) {
            var usage = new StackUsage(0x1000, base, -3, -1, Long.MAX_VALUE, slices, modules, cycles);
            var data = ChartData.of(usage, "", OptionalLong.of(0x1800), true, "");
            ChartLayoutTest.assertSound(ChartLayout.of(data, 700, 480));
            for (var format : ChartFormat.values()) {
                assertTrue(bytes(data, format).length > 0);
            }
        }
    }

    @Test
    void anEmptyStackIsDrawnAllTheSame() throws IOException {
        var usage = new StackUsage(0, 0, 0, 0, 0, List.of(), List.of(), List.of());
        var data = ChartData.of(usage, "", OptionalLong.empty(), false, "");
        ChartLayoutTest.assertSound(ChartLayout.of(data, 700, 480));
        for (var format : ChartFormat.values()) {
            assertTrue(bytes(data, format).length > 0);
        }
    }

    @Test
    void impossiblePagesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ChartExport.Page(100, 640, 1, ChartStyle.light()));
        assertThrows(IllegalArgumentException.class, () -> new ChartExport.Page(1120, 640, 5, ChartStyle.light()));
    }

    @Test
    void formatFollowsTheFileName() {
        assertEquals(ChartFormat.SVG, ChartFormat.of(Path.of("a/b.c/Chart.SVG")));
        assertEquals(ChartFormat.JSON, ChartFormat.of(Path.of("x.json")));
        for (String name : new String[] {"chart", "svg", "chart.gif", "chart.svg.", "/"}) {
            var e = assertThrows(IllegalArgumentException.class, () -> ChartFormat.of(Path.of(name)));
            assertTrue(e.toString().endsWith(".svg, .png, .pdf, .json"), e.toString());
        }
    }

    /// A height at which two thirds across the page there is the bar of the largest module.
    private static int colourRow(java.awt.image.BufferedImage image) {
        int x = 2 * image.getWidth() / 3;
        return IntStream.range(0, image.getHeight())
                .filter(y -> image.getRGB(x, y) == 0xff0072b2)
                .findFirst()
                .orElse(0);
    }

    private static ChartData named(String name) {
        var usage = new Usages(Usages.LIMIT)
                .company(name, "one", "two", name)
                .frame("one", name, 5_000)
                .frame(name, name, 288)
                .frame("two", "f", 7_000)
                .cycle(0, 1, 3, name)
                .build();
        return ChartData.of(usage, name, OptionalLong.of(Usages.LIMIT - 4), true, name);
    }

    private static byte[] bytes(ChartData data, ChartFormat format) throws IOException {
        var out = new ByteArrayOutputStream();
        ChartExport.write(data, format, SMALL, out);
        return out.toByteArray();
    }

    private static Document svg(byte[] bytes) throws Exception {
        assertFalse(new String(bytes, StandardCharsets.UTF_8).contains("<!DOCTYPE"));
        var factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
    }

    private static String pdfText(byte[] bytes) throws IOException {
        try (var document = Loader.loadPDF(bytes)) {
            assertEquals(1, document.getNumberOfPages());
            var stripper = new PDFTextStripper();
            stripper.setSortByPosition(false);
            // Wrapped lines are one text to whoever searches.
            stripper.setLineSeparator(" ");
            return stripper.getText(document).replaceAll(" +", " ");
        }
    }
}
