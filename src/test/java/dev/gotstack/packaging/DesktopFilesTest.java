package dev.gotstack.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/// What tells the desktop of dumps: the same type everywhere, and the bytes that dumps begin with.
class DesktopFilesTest {
    private static final Path PACKAGING = Samples.ROOT.resolve("packaging");
    private static final String TYPE = "application/x-windows-kernel-dump";

    private static List<Element> all(Path xml, String name) throws Exception {
        var nodes = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(xml.toFile())
                .getElementsByTagName(name);
        var elements = new ArrayList<Element>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static List<Path> dumps() throws IOException {
        try (Stream<Path> files = Files.walk(Samples.ROOT.resolve("dumps-sample"))) {
            return files.filter(file -> file.toString().endsWith(".dmp")).toList();
        }
    }

    @Test
    void everySampleBeginsWithAMagicOfTheType() throws Exception {
        var xml = PACKAGING.resolve("linux/gotstack-mime.xml");
        var own = all(xml, "mime-type").getFirst();
        assertEquals(TYPE, own.getAttribute("type"));
        var magic = (Element) own.getElementsByTagName("magic").item(0);
        assertTrue(Integer.parseInt(magic.getAttribute("priority")) >= 80, "what it holds outweighs its name");
        var values = new ArrayList<String>();
        var matches = magic.getElementsByTagName("match");
        for (int i = 0; i < matches.getLength(); i++) {
            var match = (Element) matches.item(i);
            assertEquals("0", match.getAttribute("offset"));
            values.add(match.getAttribute("value"));
        }
        assertFalse(dumps().isEmpty());
        for (var dump : dumps()) {
            try (var in = Files.newInputStream(dump)) {
                var start = new String(in.readNBytes(8), StandardCharsets.US_ASCII);
                assertTrue(values.contains(start), dump + ": " + start);
            }
        }
    }

    @Test
    void theDesktopFileOpensThatTypeAndNoOther() throws IOException {
        var lines = Files.readAllLines(PACKAGING.resolve("linux/gotstack.desktop"));
        assertTrue(lines.contains("MimeType=" + TYPE + ";"));
        assertTrue(lines.contains("Exec=/usr/bin/gotstack %F"), "several dumps may be opened at once");
        assertTrue(Files.readString(PACKAGING.resolve("linux/dev.gotstack.Gotstack.metainfo.xml"))
                .contains("<mediatype>" + TYPE + "</mediatype>"));
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 24, 32, 48, 64, 128, 256, 512})
    void iconsAreAsLargeAsTheirNamesSay(int size) throws IOException {
        var icon = ImageIO.read(
                Samples.ROOT.resolve("assets/icons/gotstack-" + size + ".png").toFile());
        assertEquals(size, icon.getWidth());
        assertEquals(size, icon.getHeight());
    }
}
