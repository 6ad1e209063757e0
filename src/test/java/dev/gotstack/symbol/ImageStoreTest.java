package dev.gotstack.symbol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.io.LittleEndian;
import dev.gotstack.io.Progress;
import dev.gotstack.symbol.pe.PeImage;
import dev.gotstack.symbol.server.ServerLimits;
import dev.gotstack.synth.CabinetWriter;
import dev.gotstack.synth.MemoryBytes;
import dev.gotstack.synth.PeWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageStoreTest {
    private static final long TIME = 0x4a5b6c7d;
    private static final long SIZE = 0x4000;
    private static final String KEY = "4A5B6C7D4000";

    @TempDir
    private Path folder = Path.of("");

    private Path put(String relative, byte... content) throws IOException {
        var path = folder.resolve("images").resolve(relative);
        Files.createDirectories(path.resolve(".."));
        return Files.write(path.normalize(), content);
    }

    private ImageStore store(Path... more) {
        var options = new SymbolOptions(false, false, folder.resolve("cache"), ServerLimits.standard());
        return ImageStore.of(more.length > 0 ? List.of(more) : List.of(folder.resolve("images")), options);
    }

    private ImageFile find(String name, long time, long size) {
        return store().find(name, time, size, Progress.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sample.sys",
                "SAMPLE.SYS",
                "drivers/sample.sys",
                "sample.sys/" + KEY + "/sample.sys",
                "Sample.sys/4a5b6c7d4000/sample.SYS",
                "before it was renamed.exe"
            })
    void foundByNameOrBuild(String place) throws IOException {
        put(place, new PeWriter(false).file());
        put("broken.sys", new byte[70]);
        put("text.dll", new byte[0]);
        try (var found = find("\\SystemRoot\\System32\\drivers\\sample.sys", TIME, SIZE)) {
            var image = found.image().orElseThrow();
            assertEquals(TIME, image.timeDateStamp());
            assertEquals(1, image.relocated(0x1000, 1, 0x500000).length);
            assertTrue(found.path().isPresent());
            assertTrue(found.tried().getLast().contains("matches"), found.tried()::toString);
        }
    }

    @Test
    void packedOnesAreUnpackedIntoTheCache() throws IOException {
        put("sample.sys/" + KEY + "/sample.sy_", CabinetWriter.mszip("x", new PeWriter(false).file()));
        for (int i = 0; i < 2; i++) {
            try (var found = find("sample.sys", TIME, SIZE)) {
                assertEquals(
                        folder.resolve("cache/sample.sys/" + KEY + "/sample.sys"),
                        found.path().orElseThrow());
            }
        }
    }

    @Test
    void anotherBuildIsRefusedWithBothValues() throws IOException {
        put("sample.sys", new PeWriter(false).file());
        for (var wanted : List.of(new ImageBuild(TIME, 0x5000), new ImageBuild(0x1234abcd, SIZE))) {
            try (var found = find("sample.sys", wanted.timeDateStamp(), wanted.sizeOfImage())) {
                assertTrue(found.image().isEmpty());
                var line = String.join("\n", found.tried());
                assertTrue(line.contains("TimeDateStamp 4a5b6c7d and SizeOfImage 4000"), line);
                assertTrue(line.contains(wanted.describe()), line);
            }
        }
    }

    @Test
    void absentOrDamagedOnesAreTold() throws IOException {
        put("sample.sys", "MZ".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        try (var found = find("sample.sys", TIME, SIZE)) {
            assertTrue(found.image().isEmpty());
            assertTrue(found.tried().getFirst().contains("sample.sys"), found.tried()::toString);
        }
        try (var found = find("other.sys", TIME, SIZE)) {
            assertTrue(found.tried().getFirst().contains("no other.sys with"), found.tried()::toString);
        }
        assertEquals(1, store(folder.resolve("absent")).notes().size());
    }

    @Test
    void aFileMayBeNamed() throws IOException {
        var file = put("any.bin", new PeWriter(true).file());
        try (var found = store(file).find("x.sys", TIME, SIZE, Progress.NONE)) {
            assertTrue(found.image().orElseThrow().wide());
        }
        try (var found = store(file).find("x.sys", TIME, SIZE + 1, Progress.NONE)) {
            assertEquals(List.of(), found.tried(), "another image is none of the user's business");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret.sys",
                "..\\secret.sys",
                "",
                "..",
                "con",
                "a/../../secret.sys",
                "\u0000",
                "C:secret.sys"
            })
    void noNameLeadsOut(String name) throws IOException {
        Files.createDirectories(folder.resolve("images/a"));
        Files.write(folder.resolve("secret.sys"), new PeWriter(false).file());
        try (var found = find(name, TIME, SIZE)) {
            assertFalse(found.image().isPresent());
        }
    }

    @Test
    @Tag("realdata")
    void theLaboratorysImages() throws IOException {
        for (var path : Judge.dataFiles("lab", ".sys")) {
            var expected = PeImage.file(MemoryBytes.of(Files.readAllBytes(Judge.present(path))));
            var lab = path.resolveSibling(".").normalize();
            try (var found =
                    store(lab).find("stackhog.sys", expected.timeDateStamp(), expected.sizeOfImage(), Progress.NONE)) {
                var image = found.image().orElseThrow();
                long base = image.imageBase() + 0x10_0000;
                var code = image.sections().getFirst();
                assertArrayEquals(
                        expected.relocated(code.rva(), 64, base),
                        image.relocated(code.rva(), 64, base),
                        path::toString);
                assertTrue(LittleEndian.u16(image.bytes(0, 2), 0) == 0x5a4d);
            }
        }
    }
}
