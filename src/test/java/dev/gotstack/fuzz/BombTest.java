package dev.gotstack.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.analysis.Analyzer;
import dev.gotstack.command.Context;
import dev.gotstack.command.WinDbgInterpreter;
import dev.gotstack.dump.Dump;
import dev.gotstack.dump.OpenOptions;
import dev.gotstack.io.MalformedFileException;
import dev.gotstack.io.Progress;
import dev.gotstack.symbol.isf.Isf;
import dev.gotstack.symbol.pdb.Pdb;
import dev.gotstack.synth.DumpWriter;
import dev.gotstack.synth.MemoryBytes;
import dev.gotstack.synth.Out;
import dev.gotstack.synth.PdbWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingSupplier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/// Small inputs that claim to be endless: lists, tables, names, archives.
class BombTest {
    /// Generous: the machine may be busy. What is counted is the processor's time.
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final long MOST_CPU = Duration.ofSeconds(5).toNanos();

    private static final int PAGE = 0x1000;
    private static final int DIRECTORY = 0xff0;
    private static final int KERNEL = 0x8000_0000;
    private static final int LARGE = 0xe3;

    @TempDir
    private Path folder = Path.of("");

    /// A 32-bit dump whose kernel half is the first 16 MiB of physical memory, with lists at its beginning.
    ///
    /// @param pages filled with list entries
    private byte[] lists(int entries, int stride) {
        var writer = new DumpWriter().nonPae().directoryTableBase(DIRECTORY << 12);
        for (int i = 0; i < 4; i++) {
            writer.page(DIRECTORY).putInt(4 * (0x200 + i), i << 22 | LARGE);
        }
        int bytes = entries * stride;
        var memory = ByteBuffer.allocate(bytes + PAGE).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < entries; i++) {
            int at = i * stride;
            memory.putInt(at, KERNEL + PAGE + (i + 1) % entries * stride);
            memory.putInt(at + 4, KERNEL + PAGE + (i + entries - 1) % entries * stride);
            if (stride >= 0x40) {
                memory.putInt(at + 0x18, KERNEL + 0x10_0000 + i * 0x1000);
                memory.putInt(at + 0x20, PAGE);
                memory.putShort(at + 0x2c, (short) 0xffff);
                memory.putInt(at + 0x30, KERNEL + PAGE);
            }
        }
        for (int at = 0; at < bytes; at += PAGE) {
            writer.page(1 + at / PAGE).put(memory.array(), at, PAGE);
        }
        var dump = writer.full();
        var header = ByteBuffer.wrap(dump).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0x18, KERNEL + PAGE);
        header.putInt(0x1c, KERNEL + PAGE);
        return dump;
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private static void everythingIsAnswered(Path dump, AnalysisOptions options) {
        var analysis = soon("opening", () -> Analyzer.open(dump, options, Progress.NONE));
        try {
            assertFalse(analysis.story().isEmpty());
            for (var command : List.of(
                    "!analyze -v",
                    "lm",
                    "!process 0 0",
                    "!process 0 7",
                    "!stacks 2",
                    "!running -it",
                    "kr",
                    "!stackusage",
                    "r",
                    ".tss 28",
                    "x *!*",
                    "ln 80001000",
                    "!search 28",
                    "s -d 80000000 L?ffffffff 28")) {
                answered(analysis, command);
            }
        } finally {
            analysis.kernel().close();
        }
    }

    /// What comes of something that takes no more than five seconds of a processor.
    private static <T> T soon(String what, ThrowingSupplier<T> something) {
        return assertTimeoutPreemptively(
                SOON,
                () -> {
                    var threads = ManagementFactory.getThreadMXBean();
                    long before = threads.getCurrentThreadCpuTime();
                    T result = something.get();
                    assertTrue(threads.getCurrentThreadCpuTime() - before < MOST_CPU, () -> what + " takes too long");
                    return result;
                },
                what);
    }

    private static void answered(Analysis analysis, String command) {
        var text = soon(
                command,
                () -> new WinDbgInterpreter()
                        .run(command, Context.of(analysis))
                        .output()
                        .text());
        assertFalse(
                text.contains("Internal error"),
                () -> command + "\n" + text.lines().limit(5).toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 0x50})
    void listsWithAHundredThousandEntries(int stride) throws IOException {
        for (int i = 0; i < 40; i++) {
            file("a" + i + ".pdb", new PdbWriter().bytes());
        }
        everythingIsAnswered(
                file("lists.dmp", lists(stride == 8 ? 200_000 : 120_000, stride)), AnalysisOptions.defaults());
    }

    /// Every address of every level leads to one page.
    @Test
    void aTableThatIsItsOwnPageAtEveryLevel() throws IOException {
        var writer = new DumpWriter().nonPae().directoryTableBase(DIRECTORY << 12);
        for (int i = 0; i < 128; i++) {
            writer.page(DIRECTORY).putInt(4 * i, DIRECTORY << 12 | 0x63);
        }
        var dump = writer.full();
        ByteBuffer.wrap(dump)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x18, KERNEL)
                .putInt(0x1c, KERNEL + 8);
        everythingIsAnswered(file("self.dmp", dump), AnalysisOptions.dumpOnly(true));
    }

    @Test
    void theSameOfSixtyFourBits() throws IOException {
        var pages = new dev.gotstack.synth.PhysicalPages(4, 0x1ad);
        for (int i = 0; i < 512; i++) {
            pages.page(0x1ad).putLong(8 * i, 0x1ad_063);
        }
        var dump = new dev.gotstack.synth.Dump64Writer()
                .put(0x10, 0x1ad000)
                .pages(pages.all())
                .full();
        ByteBuffer.wrap(dump)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(0x20, 0xffff_f800_0000_0000L)
                .putLong(0x28, 0xffff_f800_0000_0008L);
        var options = AnalysisOptions.dumpOnly(true);
        var path = file("self64.dmp", dump);
        everythingIsAnswered(path, options);
        var analysis = Analyzer.open(path, options, Progress.NONE);
        try {
            answered(analysis, "s -q 0 L?7fffffffffff 1122334455667788");
            answered(analysis, "s -sa ffff8000`00000000 L?7fffffffffff");
        } finally {
            analysis.kernel().close();
        }
    }

    /// Pointers to arrays to pointers, deeper than any stack.
    @Test
    void typesThatNestWithoutEnd() {
        var writer = new PdbWriter();
        int type = 0x22;
        for (int i = 0; i < 50_000; i++) {
            type = writer.type(0x1002, new Out().u32(type).u32(0x800a));
        }
        writer.structure("_DEEP", 4, writer.type(0x1203, PdbWriter.member(new Out(), "P", type, 0)));
        var pdb = Pdb.of(MemoryBytes.of(writer.bytes()));
        assertTimeoutPreemptively(SOON, () -> pdb.typeNames().forEach(pdb::type));
        assertTrue(pdb.type("_DEEP").isEmpty());
        assertFalse(pdb.problems().isEmpty());
    }

    /// Structures that hold each other, arrays that are arrays of themselves, a bit field of itself, a list of members
    /// that goes on in itself: rings of one, two and three.
    @Test
    void typesThatAreRings() {
        var writer = new PdbWriter();
        // Type indices count up from 0x1000: what comes later can be named in advance.
        writer.structure("_A", 4, writer.type(0x1203, PdbWriter.member(new Out(), "B", 0x1003, 0)));
        assertEquals(
                0x1003, writer.structure("_B", 4, writer.type(0x1203, PdbWriter.member(new Out(), "A", 0x1001, 0))));
        int array =
                writer.type(0x1503, new Out().u32(0x1005).u32(0x22).u16(8).u8(0).u8(0xf1));
        assertEquals(0x1004, array);
        writer.type(0x1503, new Out().u32(array).u32(0x22).u16(8).u8(0).u8(0xf1));
        int bits = writer.type(0x1205, new Out().u32(0x1006).u8(3).u8(0).u16(0xf1f2));
        assertEquals(0x1006, bits);
        int modifier = writer.type(0x1001, new Out().u32(0x1007).u16(1).u16(0xf1f2));
        assertEquals(0x1007, modifier);
        int list = writer.type(0x1203, new Out().u16(0x1404).u16(0).u32(0x1008));
        assertEquals(0x1008, list);
        var members = PdbWriter.member(new Out(), "Array", array, 0);
        PdbWriter.member(members, "Bits", bits, 4);
        PdbWriter.member(members, "Modifier", modifier, 8);
        writer.structure("_C", 12, writer.type(0x1203, members));
        writer.structure("_D", 4, list);
        writer.structure("_E", 4, writer.type(0x1203, PdbWriter.member(new Out(), "Self", 0x100d, 0)));
        var pdb = Pdb.of(MemoryBytes.of(writer.bytes()));
        assertEquals(java.util.Set.of("_A", "_B", "_C", "_D", "_E"), java.util.Set.copyOf(pdb.typeNames()));
        assertTimeoutPreemptively(SOON, () -> pdb.typeNames().forEach(name -> ring(pdb, name)));
    }

    /// A type of a ring has its own members, is left out with a reason, or is refused.
    private static void ring(Pdb pdb, String name) {
        try {
            var type = pdb.type(name);
            assertTrue(type.isPresent() || !pdb.problems().isEmpty(), name);
        } catch (MalformedFileException refused) {
            assertTrue(String.valueOf(refused.getMessage()).contains("expected"), name);
        }
    }

    /// A sound PDB of which one stream, the names', has a gigabyte, as a sparse file; and one that only claims it. Read
    /// by a program that has 256 MiB.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void namesOfAGigabyte(boolean there) throws IOException, InterruptedException {
        var small = new PdbWriter()
                .section(".text", 0x1000, 0x1000, 0x6000_0020L)
                .publicSymbol(1, 0x10, 2, "_KeBugCheckEx@20")
                .frameData(0x2000, 0x50, 5, true, "$T0 $ebp =");
        var path = folder.resolve("huge.pdb");
        GiganticNames.write(path, small.bytes(), there);
        var child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        GiganticNames.class.getName(),
                        path.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, child.waitFor(), said);
        assertTrue(said.contains("public KeBugCheckEx"), said);
        assertTrue(said.contains("MSF stream size: expected at most"), said);
    }

    /// A hundred megabytes of one name in JSON, in a few kilobytes: more than any name may have.
    @Test
    void aJsonNameWithoutEnd() throws IOException {
        var file = folder.resolve("name.json.xz");
        xz(file, out -> {
            out.write((METADATA + "\"symbols\":{\"").getBytes(StandardCharsets.US_ASCII));
            var part = "a".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 128; i++) {
                out.write(part);
            }
        });
        long before = used();
        try {
            assertTimeoutPreemptively(SOON, () -> Isf.open(file, List.of()).symbols());
        } catch (AssertionError | MalformedFileException refused) {
            assertFalse(String.valueOf(refused.getMessage()).isBlank());
        }
        assertTrue(used() - before < 64 << 20, "too much is kept");
    }

    private static void xz(Path file, Writing writing) throws IOException {
        var options = new LZMA2Options(1);
        try (var out = new BufferedOutputStream(new XZOutputStream(Files.newOutputStream(file), options))) {
            writing.to(out);
        }
    }

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private static final String METADATA = """
            {"metadata": {"format": "6.1.0", "windows": {"pdb": {"GUID": "5278AFF86C341677D7D7835C85B7B844", "age": 1,
                "database": "ntkrpamp.pdb", "machine_type": 332}}},
            """;

    /// A few kilobytes that unpack to millions of symbols, of types, of anything.
    @ParameterizedTest
    @ValueSource(strings = {"symbols", "base_types", "user_types", "enums", "other"})
    void jsonWithoutEnd(String part) throws IOException {
        var file = folder.resolve("a.json.xz");
        var value =
                switch (part) {
                    case "symbols" -> "{\"address\":7}";
                    case "base_types" -> "{\"size\":4,\"kind\":\"int\"}";
                    case "user_types" -> "{\"size\":4,\"fields\":{}}";
                    case "enums" -> "{\"size\":4,\"constants\":{}}";
                    default -> "[]";
                };
        xz(file, out -> {
            out.write((METADATA + "\"" + part + "\":{\"a\":" + value).getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 800_000; i++) {
                out.write((",\"n" + i + "\":" + value).getBytes(StandardCharsets.US_ASCII));
            }
        });
        long before = used();
        try {
            var isf = assertTimeoutPreemptively(SOON, () -> Isf.open(file, List.of()));
            assertTrue(used() - before < 256 << 20, "too much is kept: " + (used() - before >> 20) + " MiB");
            assertFalse(isf.problems().isEmpty());
        } catch (MalformedFileException refused) {
            assertFalse(String.valueOf(refused.getMessage()).isBlank());
        }
    }

    /// Sixteen million bytes that are not there: each is a piece of text of its own.
    @Test
    void outputWithoutEnd() {
        var analysis = Samples.analyze(Samples.ARTICLE);
        try {
            long before = used();
            var output = new WinDbgInterpreter()
                    .run("db 87d68438 L?ffffff", Context.of(analysis))
                    .output();
            long kept = used() - before;
            assertTrue(kept < 160 << 20, "too much is kept: " + (kept >> 20) + " MiB");
            assertTrue(output.lines().getLast().text().contains("lines; the rest is left out"));
            assertTrue(output.lines().size() > 10_000);
        } finally {
            Samples.close(analysis);
        }
    }

    private static long used() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /// Four times as many zeros as may be unpacked, in a few kilobytes: the end is never reached.
    @Test
    void anArchiveWithoutEnd() throws IOException {
        var file = folder.resolve("endless.dmp.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("PAGEDUMP".getBytes(StandardCharsets.US_ASCII));
            var zeros = new byte[1 << 20];
            for (int i = 0; i < 64; i++) {
                out.write(zeros);
            }
        }
        var options = new OpenOptions(16 << 20);
        assertTimeoutPreemptively(
                SOON, () -> assertThrows(MalformedFileException.class, () -> Dump.open(file, options, Progress.NONE)));
    }
}
