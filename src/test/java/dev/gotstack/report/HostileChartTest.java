package dev.gotstack.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotstack.stack.Headroom;
import dev.gotstack.stack.Omission;
import dev.gotstack.stack.WhatIf;
import dev.gotstack.x86.RegisterSet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.pdfbox.Loader;

/// Names out of a dump are thrown at every format, together and in every place a chart has for them.
class HostileChartTest {
    private static final ChartExport.Page SMALL = new ChartExport.Page(700, 480, 1, ChartStyle.light());

    @Provide
    Arbitrary<String> names() {
        var pieces = Arbitraries.of(
                "<script>alert(1)</script>",
                "</text></svg>",
                "]]>",
                "<![CDATA[",
                "&amp;&#0;&lt",
                "\"'`",
                "=cmd|'/c calc'!A0",
                "\u202e\u2066\u200f",
                "\u05e9\u05dc\u05d5\u05dd",
                "\u0000\u0001\u001b[31m\r\n\t",
                "\ud83d\ude00\ud800",
                "\ufffe\uffff\ue000",
                "(\\)%s{0}${x}",
                "a\u0301\u0302\u0303\u0304",
                "w".repeat(10_000));
        var any = Arbitraries.strings().all().ofMaxLength(60);
        return Arbitraries.oneOf(pieces, any, pieces.list().ofMaxSize(4).map(list -> String.join("", list)));
    }

    @Property(tries = 60)
    void everyFormatStaysWhole(
            @ForAll("names") String module,
            @ForAll("names") String company,
            @ForAll("names") String function,
            @ForAll("names") String note)
            throws Exception {
        var data = data(module, company, function, note);
        ChartLayoutTest.assertSound(ChartLayout.of(data, 700, 480));
        svg(data);
        var json = new ObjectMapper().readTree(bytes(data, ChartFormat.JSON));
        assertEquals(12_288, json.at("/usage/stackSize").asInt());
        assertEquals(
                700,
                ImageIO.read(new ByteArrayInputStream(bytes(data, ChartFormat.PNG)))
                        .getWidth());
        try (var document = Loader.loadPDF(bytes(data, ChartFormat.PDF))) {
            assertEquals(1, document.getNumberOfPages());
        }
    }

    private static void svg(ChartData data) throws Exception {
        var factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        var svg = factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes(data, ChartFormat.SVG)));
        var elements = svg.getElementsByTagName("*");
        for (int i = 0; i < elements.getLength(); i++) {
            var element = elements.item(i);
            assertFalse(Set.of("script", "image", "a", "foreignObject", "use", "style")
                    .contains(element.getNodeName()));
            for (int k = 0; k < element.getAttributes().getLength(); k++) {
                var name = element.getAttributes().item(k).getNodeName();
                assertTrue(!name.startsWith("on") && !name.endsWith("href"), name);
            }
        }
    }

    private static ChartData data(String module, String company, String function, String note) {
        var usage = new Usages(Usages.LIMIT)
                .company(company, module, "two" + module)
                .frame(module, function, 5_000)
                .frame(function, module, 288)
                .frame("two" + module, function, 7_000)
                .cycle(0, 1, 3, function, module)
                .build();
        var answer = WhatIf.of(
                usage,
                Headroom.of(usage, RegisterSet.none().with("esp", Usages.LIMIT - 4)),
                Omission.of(Set.of(module), Omission.Called.FALLS));
        return ChartData.of(usage, note, OptionalLong.of(Usages.LIMIT - 4), true, note)
                .with(answer);
    }

    private static byte[] bytes(ChartData data, ChartFormat format) throws IOException {
        var out = new ByteArrayOutputStream();
        ChartExport.write(data, format, SMALL, out);
        return out.toByteArray();
    }
}
