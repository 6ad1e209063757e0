package dev.gotstack.io.packed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.dump.Dump;
import dev.gotstack.dump.DumpFormat;
import dev.gotstack.dump.OpenOptions;
import dev.gotstack.io.MalformedFileException;
import dev.gotstack.io.Progress;
import dev.gotstack.synth.CabinetWriter;
import dev.gotstack.synth.DumpWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class UnpackedTest {
    @TempDir
    private Path folder = Path.of("");

    private static byte[] dump() {
        var writer = new DumpWriter().directoryTableBase(0x2000);
        writer.page(2).putInt(0x10, 0xabc);
        new Random(5).nextBytes(writer.page(3).array());
        return writer.full();
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private interface Compressor {
        OutputStream over(OutputStream out) throws IOException;
    }

    private static byte[] compressed(Compressor compressor, byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = compressor.over(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] packed(String kind, byte[] content) throws IOException {
        return switch (kind) {
            case "zip" -> zip(Map.of("MEMORY.DMP", content));
            case "gz" -> compressed(GZIPOutputStream::new, content);
            case "xz" -> compressed(out -> new XZOutputStream(out, new LZMA2Options(1)), content);
            case "cab" -> CabinetWriter.mszip("MEMORY.DMP", content);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private static List<Path> temporary() throws IOException {
        try (var all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> path.getFileName().toString().startsWith("gotstack-"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "gz", "xz", "cab"})
    void theDumpInsideIsOpened(String kind) throws IOException {
        var before = temporary();
        var file = file("case.dmp." + kind, packed(kind, dump()));
        try (var dump = Dump.open(file)) {
            assertEquals(DumpFormat.FULL_32, dump.header().format());
            assertEquals(file, dump.path());
            assertTrue(dump.name().endsWith(" in case.dmp." + kind), dump.name());
            var page = new byte[0x1000];
            assertTrue(dump.physical().read(0x3000, page, 0, 0x1000));
            assertArrayEquals(Arrays.copyOfRange(dump(), 0x2000, 0x3000), page);
        }
        assertEquals(before, temporary(), "nothing is left behind");
    }

    @Test
    void aDumpAmongOtherFiles() throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("sysdata.xml", "<a/>".getBytes(StandardCharsets.US_ASCII));
        files.put("Mini112526-01.DMP", dump());
        files.put("readme.txt", new byte[500]);
        for (var content :
                List.of(zip(files), CabinetWriter.together(false, files), CabinetWriter.together(true, files))) {
            try (var dump = Dump.open(file("wer", content))) {
                assertEquals("Mini112526-01.DMP in wer", dump.name());
                assertEquals(dump().length, dump.size());
                assertEquals(2, dump.physical().pageCount());
            }
        }
    }

    @Test
    void severalDumpsAreNamed() throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("one.dmp", dump());
        files.put("two\u001b[31m.dmp", dump());
        for (var content : List.of(zip(files), CabinetWriter.together(false, files))) {
            var message = refused(file("two", content));
            assertTrue(message.contains("one dump") && message.contains("one.dmp, two"), message);
            assertFalse(message.contains("\u001b"), message);
        }
        assertTrue(refused(file("none.zip", zip(Map.of("a", new byte[1], "b", new byte[1]))))
                .contains("none called .dmp"));
        assertTrue(refused(file("empty.zip", zip(Map.of()))).contains("0 files"));
    }

    @Test
    void whatIsInsideMustBeADump() throws IOException {
        var noDump = new byte[1 << 16];
        for (var kind : List.of("zip", "gz", "xz", "cab")) {
            assertTrue(refused(file("x." + kind, packed(kind, noDump))).contains("PAGEDUMP"));
            assertTrue(refused(file("x." + kind, packed(kind, new byte[3]))).contains("PAGEDUMP"));
        }
    }

    /// A gibibyte of zeros behind a header: it is given up at the limit, not at the end of the disk.
    @ParameterizedTest
    @ValueSource(strings = {"zip", "gz", "xz", "cab"})
    void bombsAreRefused(String kind) throws IOException {
        var bomb = Arrays.copyOf(dump(), 16 << 20);
        var file = file("bomb." + kind, packed(kind, bomb));
        assertTrue(Files.size(file) < bomb.length / 50);
        var before = temporary();
        var refused = assertThrows(
                MalformedFileException.class,
                () -> Dump.open(file, new OpenOptions(1 << 20), Progress.NONE).close());
        assertTrue(String.valueOf(refused.getMessage()).contains("at most 1048576 bytes"), refused.getMessage());
        assertEquals(before, temporary());
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "gz", "xz", "cab"})
    void progressIsToldAndCancelIsHeard(String kind) throws IOException {
        var file = file("big." + kind, packed(kind, Arrays.copyOf(dump(), 4 << 20)));
        var before = temporary();
        var told = new ArrayList<String>();
        assertThrows(
                CancellationException.class,
                () -> Dump.open(file, OpenOptions.defaults(), (what, done, total) -> {
                            told.add(what);
                            if (done > 1 << 20) {
                                throw new CancellationException();
                            }
                        })
                        .close());
        assertTrue(told.getFirst().startsWith("Unpacking "), told.toString());
        assertEquals(before, temporary());
    }

    /// Damaged archives give a dump or one kind of exception, and never take long.
    @ParameterizedTest
    @ValueSource(strings = {"zip", "gz", "xz", "cab"})
    void garbage(String kind) throws IOException {
        var whole = packed(kind, dump());
        var random = new Random(kind.hashCode());
        var before = temporary();
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (int round = 0; round < 300; round++) {
                var damaged = round % 4 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
                for (int i = 0; i < 3 && damaged.length > 4; i++) {
                    int near = i == 0 ? Math.min(120, damaged.length) : damaged.length;
                    damaged[random.nextInt(near)] = (byte) random.nextInt();
                }
                try (var dump = Dump.open(file("damaged", damaged), new OpenOptions(1 << 24), Progress.NONE)) {
                    assertTrue(dump.size() > 0);
                } catch (MalformedFileException e) {
                    assertFalse(String.valueOf(e.getMessage()).contains("\n"), e.getMessage());
                }
            }
        });
        assertEquals(before, temporary());
    }

    /// The library claims to read Zstandard and then lacks the classes.
    @ParameterizedTest
    @ValueSource(ints = {93, 95, 14, 98, 0x1234})
    void methodsThatAreNotReadAreNamed(int method) throws IOException {
        var zip = packed("zip", dump());
        int directory = zip.length - 22;
        while (zip[directory] != 'P' || zip[directory + 2] != 1) {
            directory--;
        }
        for (int at : new int[] {8, directory + 10}) {
            zip[at] = (byte) method;
            zip[at + 1] = (byte) (method >>> 8);
        }
        var refused = assertThrows(MalformedFileException.class, () -> Dump.open(file("method.zip", zip)));
        assertTrue(String.valueOf(refused.getMessage()).contains("a packing that is known"), refused::getMessage);
    }

    @Test
    void passwordsAreNamed() throws IOException {
        var zip = zip(Map.of("MEMORY.DMP", dump()));
        zip[6] |= 1;
        int central = new String(zip, StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002");
        zip[central + 8] |= 1;
        assertTrue(refused(file("secret.zip", zip)).contains("a password"));
    }

    @Test
    void theSampleInAZipTellsItsStory() throws IOException {
        var file = file("article.zip", zip(Map.of("article-x86.dmp", Files.readAllBytes(Samples.ARTICLE))));
        var analysis = Samples.analyze(file);
        try {
            assertEquals(file, analysis.kernel().dump().path());
            assertTrue(analysis.thread().isPresent());
        } finally {
            Samples.close(analysis);
        }
    }

    private static String refused(Path file) {
        return String.valueOf(
                assertThrows(MalformedFileException.class, () -> Dump.open(file).close())
                        .getMessage());
    }
}
