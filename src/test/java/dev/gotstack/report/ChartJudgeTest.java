package dev.gotstack.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.stack.Omission;
import dev.gotstack.symbol.Judge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The charts of all samples, judged by programs that did not make them.
class ChartJudgeTest {
    @TempDir
    private Path folder = Path.of("");

    static List<Path> samples() {
        return Samples.folders();
    }

    private ChartData write(Path sample, String name, ChartExport.Page page) throws IOException {
        var analysis = Samples.analyze(Samples.dump(sample));
        var data = Charts.of(analysis).orElseThrow();
        var largest = data.usage().modules().getFirst().name();
        var imagined = Charts.whatIf(analysis, Omission.of(Set.of(largest), Omission.Called.STAYS))
                .orElseThrow();
        var target = folder.resolve(name);
        Charts.write(data.with(imagined), ChartFormat.of(target), page, target);
        Samples.close(analysis);
        return data.with(imagined);
    }

    private String place(String name) {
        return folder.resolve(name).toString();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void xmllintAcceptsTheDrawing(Path sample) throws IOException {
        write(sample, "chart.svg", ChartExport.Page.DEFAULT);
        assertEquals(List.of(), Judge.run("xmllint", "--noout", "--nonet", place("chart.svg")));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void fileKnowsTheImage(Path sample) throws IOException {
        write(sample, "chart.png", ChartExport.Page.DEFAULT);
        var words = Judge.run("file", "-b", place("chart.png")).getFirst();
        assertTrue(words.startsWith("PNG image data, 2240 x 1280"), words);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void jqReadsTheNumbers(Path sample) throws IOException {
        var data = write(sample, "chart.json", ChartExport.Page.DEFAULT);
        assertEquals(List.of(data.title()), Judge.run("jq", "-r", ".title", place("chart.json")));
        assertEquals(
                List.of("true"),
                Judge.run(
                        "jq",
                        "([.usage.modules[].bytes] | add) + .usage.free == .usage.stackSize",
                        place("chart.json")));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void pdftotextFindsTitleAndFigures(Path sample) throws IOException {
        var data = write(sample, "chart.pdf", ChartExport.Page.DEFAULT);
        var text = words(Judge.run("pdftotext", place("chart.pdf"), "-"));
        assertTrue(text.contains(data.title()), text);
        for (var module : data.usage().modules()) {
            assertTrue(text.contains(Words.bytes(module.bytes())), module + " in " + text);
        }
        assertTrue(text.contains("What if"), text);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void pdftoppmPrintsBothPapers(Path sample) throws IOException {
        for (var paper : Paper.values()) {
            write(sample, "chart.pdf", ChartExport.Page.DEFAULT.with(1, paper, Colouring.COMPANY));
            assertEquals(
                    List.of(),
                    Judge.run("pdftoppm", "-r", "72", "-png", "-singlefile", place("chart.pdf"), place("page")));
            var page = ImageIO.read(Files.newInputStream(folder.resolve("page.png")));
            assertEquals(paper == Paper.A4 ? 842 : 792, page.getWidth(), 1);
            assertEquals(paper == Paper.A4 ? 595 : 612, page.getHeight(), 1);
        }
    }

    /// The whole of an elided name is found by searching and copied with the text.
    @Test
    void elidedNamesAreSearchedAsAWhole() throws IOException {
        String name = "averylong" + "drivername".repeat(20) + "end";
        var usage = new Usages(Usages.LIMIT)
                .company("Contoso", name)
                .frame(name, "f", 12_288)
                .build();
        var data = ChartData.of(usage, "", OptionalLong.empty(), true, "");
        Charts.write(data, ChartFormat.PDF, folder.resolve("long.pdf"));
        var text = words(Judge.run("pdftotext", place("long.pdf"), "-"));
        assertTrue(text.contains(name), text);
    }

    private static String words(List<String> lines) {
        return String.join(" ", lines).replaceAll("\\s+", " ");
    }
}
