package dev.gotstack.cli;

import static dev.gotstack.cli.Ran.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotstack.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/// Whatever prints bytes prints the same ones: each text is read here as a person or a script would read it, and summed
/// up by module.
class EqualBytesTest {
    private static final String FREE = "(free)";
    private static final String NOBODY = "(unattributed)";
    private static final Pattern BAR = Pattern.compile("([\\d,]+) bytes? · <?\\d+ %");
    private static final Pattern TIP = Pattern.compile("(.*?)(?:!.*)?: ([\\d,]+) bytes? at [0-9a-f]{8}");
    private static final Pattern USAGE = Pattern.compile(" *(\\d+) +[\\d.]+% +(?:\\d+ +\\d+ +)?(\\S+).*");
    private static final Pattern FRAME = Pattern.compile(" *([0-9a-f]+)  [0-9a-f]{8} [0-9a-f]{8} (\\S+)  \\(.*");
    private static final Pattern OTHER = Pattern.compile(" *([0-9a-f]+)  [0-9a-f]{8} (.*?)(?: \\((\\w+)\\))?");

    @TempDir
    private Path folder = Path.of("");

    static List<Path> samples() {
        return Samples.folders();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyTextHasTheSameBytes(Path sample) throws Exception {
        var dump = Samples.dump(sample).toString();
        var analyzed =
                new ObjectMapper().readTree(run("analyze", "--json", dump).out());
        var expected = json(analyzed.get("usage"));
        long stack = Long.decode(analyzed.at("/thread/stackBase").asText())
                - Long.decode(analyzed.at("/thread/stackLimit").asText());
        assertEquals(
                stack, expected.values().stream().mapToLong(Long::longValue).sum());

        var drawing = drawing(write("chart", dump, "chart.svg"));
        assertEquals(expected, bars(drawing), "bars of the chart");
        assertEquals(expected, tips(drawing), "slices of the chart");
        assertEquals(expected, jsonFile(write("chart", dump, "chart.json")), "JSON of the chart");
        assertEquals(expected, jsonFile(write("report", dump, "report.json")), "JSON of the report");
        assertEquals(expected, csv(Files.readString(write("report", dump, "report.csv"))), "CSV of the report");
        assertEquals(expected, usage(run("run", dump, "-c", "!stackusage").out()), "!stackusage");
        assertEquals(expected, frames(run("run", dump, "-c", "kra").out()), "kra");
    }

    private Path write(String command, String dump, String name) {
        var target = folder.resolve(name);
        var ran = run(command, dump, "-o", target.toString());
        assertEquals(0, ran.exit(), ran.err());
        return target;
    }

    private static void add(Map<String, Long> sums, String module, long bytes) {
        // What has no bytes may be left out.
        if (bytes != 0) {
            sums.merge(module, bytes, Long::sum);
        }
    }

    private static long number(String digits) {
        return Long.parseLong(digits.replace(",", ""));
    }

    private static Map<String, Long> jsonFile(Path file) throws IOException {
        return json(new ObjectMapper().readTree(file.toFile()).get("usage"));
    }

    private static Map<String, Long> json(JsonNode usage) {
        var sums = new TreeMap<String, Long>();
        usage.get("modules")
                .forEach(module -> add(
                        sums, module.get("name").asText(), module.get("bytes").asLong()));
        add(sums, FREE, usage.get("free").asLong());
        return sums;
    }

    private static List<Element> drawing(Path file) throws Exception {
        var all = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getElementsByTagName("*");
        var elements = new ArrayList<Element>();
        for (int i = 0; i < all.getLength(); i++) {
            elements.add((Element) all.item(i));
        }
        return elements;
    }

    /// "5,204 bytes · 42 %" and the bold name left of its bar.
    private static Map<String, Long> bars(List<Element> drawing) {
        var sums = new TreeMap<String, Long>();
        for (var element : drawing) {
            var value = BAR.matcher(element.getTextContent());
            if (element.getTagName().equals("text") && value.matches()) {
                var name = drawing.stream()
                        .filter(other -> other.getAttribute("y").equals(element.getAttribute("y"))
                                && other.getAttribute("font-weight").equals("bold")
                                && other.getAttribute("text-anchor").equals("end"))
                        .findFirst()
                        .orElseThrow()
                        .getTextContent();
                add(sums, spoken(name), number(value.group(1)));
            }
        }
        return sums;
    }

    private static String spoken(String name) {
        if (name.startsWith("no known owner")) {
            return NOBODY;
        }
        return switch (name) {
            case "free" -> FREE;
            default -> name;
        };
    }

    /// "stackhog!HogReadParent: 24 bytes at b8ae6808", the title of each slice.
    private static Map<String, Long> tips(List<Element> drawing) {
        var sums = new TreeMap<String, Long>();
        drawing.stream()
                .filter(element -> element.getTagName().equals("title"))
                .map(title -> TIP.matcher(title.getTextContent()))
                .filter(Matcher::matches)
                .forEach(tip -> add(sums, spoken(tip.group(1)), number(tip.group(2))));
        return sums;
    }

    private static Map<String, Long> csv(String text) {
        var sums = new TreeMap<String, Long>();
        var lines = text.lines().map(EqualBytesTest::fields).toList();
        int module = lines.getFirst().indexOf("module");
        int bytes = lines.getFirst().indexOf("bytes");
        lines.stream()
                .skip(1)
                .filter(line -> !line.get(bytes).isEmpty())
                .forEach(line -> add(sums, line.get(module), number(line.get(bytes))));
        return sums;
    }

    /// The fields of a line of CSV without line breaks in them.
    private static List<String> fields(String line) {
        return Arrays.stream(line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1))
                .map(field -> field.replaceAll("^\"|\"$", ""))
                .toList();
    }

    private static Map<String, Long> usage(String text) {
        var sums = new TreeMap<String, Long>();
        text.lines()
                .map(USAGE::matcher)
                .filter(Matcher::matches)
                .forEach(row -> add(sums, row.group(2), number(row.group(1))));
        return sums;
    }

    /// The column Memory of a frame and of what no frame owns.
    private static Map<String, Long> frames(String text) {
        var sums = new TreeMap<String, Long>();
        int rows = 0;
        for (var line : text.lines().toList()) {
            var frame = FRAME.matcher(line);
            var other = OTHER.matcher(line);
            if (frame.matches()) {
                var symbol = frame.group(2).replaceFirst("[!+].*", "");
                add(sums, symbol, Long.parseLong(frame.group(1), 16));
                rows++;
            } else if (other.matches()) {
                var module = other.group(3) == null ? spoken(other.group(2)) : other.group(3);
                add(sums, module, Long.parseLong(other.group(1), 16));
            }
        }
        assertTrue(rows > 3, text);
        return sums;
    }
}
