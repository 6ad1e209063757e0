package dev.gotstack.dump;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotstack.Samples;
import dev.gotstack.memory.AddressSpace;
import dev.gotstack.memory.Hole;
import dev.gotstack.memory.Translation;
import dev.gotstack.synth.DumpWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Dumps that other programs wrote.
@Tag("realdata")
class RealDumpTest {
    private static final long STACK = 0xffff_8504_2989_0ee8L;

    @TempDir
    private Path folder = Path.of("");

    private static Path data(String name) {
        var file = Samples.ROOT.resolve("../shared/data").resolve(name);
        assumeTrue(Files.exists(file), name + " is not beside the project");
        return file;
    }

    @Test
    void aSmallDumpOfWindows10() throws IOException {
        try (var dump = Dump.open(data("real/rizin_triage_x64.dmp"))) {
            var header = dump.header();
            assertEquals(DumpFormat.TRIAGE_64, header.format());
            assertEquals("x64", header.architecture());
            assertEquals(19041, header.build());
            assertEquals(16, header.processors());
            assertEquals(0x1000007eL, header.bugCheckCode());
            assertEquals(
                    List.of(
                            0xffff_ffff_c000_0005L,
                            0xffff_f804_8b58_334cL,
                            0xffff_8504_2989_1ee8L,
                            0xffff_8504_2989_1720L),
                    header.bugCheckParameters());
            assertEquals(0xffff_f804_8b58_334cL, header.context().get("Rip"));
            assertEquals(0xffff_8504_2989_2120L, header.context().get("Rsp"));
            assertEquals(0x10, header.context().get("SegCs"));
            assertEquals(0x53, header.context().get("SegFs"));
            assertEquals(0x1f80, header.context().get("MxCsr"));
            assertEquals(0x80000003L, header.exception().orElseThrow().code());
            assertEquals(
                    0xffff_f804_7bdf_5a80L, header.exception().orElseThrow().address());
            assertTrue(dump.warnings().isEmpty(), dump.warnings().toString());
        }
    }

    @Test
    void itsDriversAndUnloadedDrivers() throws IOException {
        try (var dump = Dump.open(data("real/rizin_triage_x64.dmp"))) {
            var triage = dump.triage().orElseThrow();
            assertTrue(triage.complete());
            assertEquals(151, triage.drivers().size());
            assertEquals(
                    new TriageDriver(
                            "\\SystemRoot\\system32\\ntoskrnl.exe",
                            0xffff_f804_7ba0_0000L,
                            0x1046000,
                            triage.drivers().getFirst().entryPoint(),
                            0xa5938c,
                            0xd8333e6),
                    triage.drivers().getFirst());
            assertEquals(
                    "\\SystemRoot\\System32\\drivers\\rdpbus.sys",
                    triage.drivers().getLast().path());
            assertTrue(
                    triage.drivers().stream().allMatch(driver -> driver.path().matches("[\\x20-\\x7e]+")));
            assertEquals(
                    List.of("dam.sys", "WdBoot.sys", "hwpolicy.sys", "mcupdate.dll"),
                    triage.unloadedDrivers().stream().map(UnloadedDriver::name).toList());
            assertEquals(
                    0xffff_f804_87dfc000L, triage.unloadedDrivers().getFirst().end());
            assertEquals(new FilePiece(0x21b8, 0xaf00), triage.processorBlock().orElseThrow());
            assertEquals(new FilePiece(0xd0b8, 0xa40), triage.process().orElseThrow());
            assertEquals(new FilePiece(0xdaf8, 0x898), triage.thread().orElseThrow());
        }
    }

    @Test
    void itsMemoryIsItsBlocks() throws IOException {
        var file = data("real/rizin_triage_x64.dmp");
        var whole = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        try (var dump = Dump.open(file)) {
            var triage = dump.triage().orElseThrow();
            assertEquals(0x727 + 2, triage.blocks().size(), "the stack, the debugger's data, and the data blocks");
            var space = dump.kernelSpace();
            for (int i = 0; i < 0x727; i++) {
                int entry = 0x19438 + 16 * i;
                int offset = whole.getInt(entry + 8);
                var expected = Arrays.copyOfRange(whole.array(), offset, offset + whole.getInt(entry + 12));
                assertArrayEquals(expected, space.bytes(whole.getLong(entry), expected.length, "block " + i));
            }
            assertEquals(0x2118, triage.stack().orElseThrow().size());
            assertArrayEquals(
                    Arrays.copyOfRange(whole.array(), 0xe390, 0xe390 + 0x2118), space.bytes(STACK, 0x2118, "stack"));
            assertEquals(
                    0x4742444b,
                    space.value(dump.header().kdDebuggerDataBlock() + 0x10, 4).orElseThrow());
            assertEquals(
                    Hole.Reason.NOT_IN_DUMP, space.hole(STACK - 1).orElseThrow().reason());
            assertEquals(
                    Hole.Reason.NON_CANONICAL,
                    space.hole(1L << 60).orElseThrow().reason());
        }
    }

    @Test
    void arm64IsDeclinedWithItsBugCheck() {
        var declined = assertThrows(
                HeaderOnlyException.class,
                () -> Dump.open(data("real/rizin_triage_arm64.dmp")).close());
        assertTrue(String.valueOf(declined.getMessage()).contains("ARM64"), declined.getMessage());
        assertEquals(0x1c8, declined.header().bugCheckCode());
        assertEquals(0x1b58L, declined.header().bugCheckParameters().getFirst());
        assertEquals("arm64", declined.header().architecture());
        assertEquals(22000, declined.header().build());
        assertEquals(8, declined.header().processors());
    }

    /// Every page that the dump's tables map is readable, and nothing else is: compared with a walk of the tables by
    /// other means, in the bytes of the file.
    @Test
    void everyMappedPageOfLongModeIsReadable() throws IOException {
        var file = data("lab/x64/x64.dmp");
        var walk = new FileWalk(Files.readAllBytes(file));
        var mapped = walk.mapped();
        assertTrue(mapped.size() > 20, mapped.size() + " pages");
        try (var dump = Dump.open(file)) {
            var space = dump.kernelSpace();
            long at = space.nextMapped(0, -1);
            for (var page : mapped.entrySet()) {
                assertEquals(page.getKey(), at);
                assertEquals((long) page.getValue(), space.fileOffset(at));
                assertArrayEquals(walk.page(page.getValue()), space.bytes(at, 0x1000, "page"));
                at = space.nextMapped(at + 0x1000, -1);
            }
            assertEquals(-1, at);
        }
    }

    /// The kernel's image in memory is the file beside the dump; the return addresses are where the trace put them.
    @Test
    void longModeMemoryIsWhatItShouldBe() throws IOException {
        var truth = new ObjectMapper().readTree(Files.readAllBytes(data("lab/x64/truth.json")));
        var image = ByteBuffer.wrap(Files.readAllBytes(data("lab/x64/ntoskrnl.exe")))
                .order(ByteOrder.LITTLE_ENDIAN);
        try (var dump = Dump.open(data("lab/x64/x64.dmp"))) {
            var space = dump.kernelSpace();
            for (var frame : truth.path("frames")) {
                assertEquals(
                        hex(frame.path("ret").asText()),
                        word(space, hex(frame.path("slot").asText())));
            }
            assertEquals(119, truth.path("frames").size());
            long limit = hex(truth.path("limit").asText());
            assertEquals(
                    Hole.Reason.NOT_PRESENT, space.hole(limit - 1).orElseThrow().reason(), "the guard page");
            compareText(space, image);
        }
    }

    private static void compareText(AddressSpace space, ByteBuffer image) {
        long base = 0xffff_f800_0100_0000L;
        int header = image.getInt(0x3c);
        int section = header + 0x18 + image.getShort(header + 0x14);
        int size = Math.min(image.getInt(section + 8), image.getInt(section + 16));
        var expected = Arrays.copyOfRange(image.array(), image.getInt(section + 20), image.getInt(section + 20) + size);
        assertArrayEquals(expected, space.bytes(base + image.getInt(section + 12), size, "code"));
    }

    private static long word(AddressSpace space, long va) {
        return space.value(va, 8).orElseThrow();
    }

    private static long hex(String text) {
        return Long.parseUnsignedLong(text.substring(2), 16);
    }

    /// Damaged copies: a dump with reasons for all that is missing, or a refusal, and soon.
    @Test
    void damagedCopies() throws IOException {
        for (var name : List.of("real/rizin_triage_x64.dmp", "lab/x64/x64.dmp")) {
            var whole = Files.readAllBytes(data(name));
            var random = new Random(name.hashCode());
            assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
                for (int round = 0; round < 150; round++) {
                    var damaged = round % 5 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
                    for (int i = 0; i < 20 && damaged.length > 0; i++) {
                        int near = i < 10 ? Math.min(damaged.length, 0x20d0) : damaged.length;
                        damaged[random.nextInt(near)] = (byte) random.nextInt();
                    }
                    if (damaged.length > 8) {
                        System.arraycopy(whole, 0, damaged, 0, 8);
                    }
                    use(damaged, random);
                }
            });
        }
    }

    private void use(byte[] content, Random random) throws IOException {
        var file = DumpWriter.file(folder, content);
        try (var dump = Dump.open(file)) {
            var space = dump.kernelSpace();
            long at = 0;
            for (int i = 0; i < 100; i++) {
                at = space.nextMapped(at, -1);
                if (at == -1) {
                    break;
                }
                boolean readable = space.read(at, new byte[16], 0, 1) == 1;
                assertEquals(readable, space.hole(at).isEmpty());
                assertTrue(space.translate(at).map(Translation::steps).stream().allMatch(steps -> steps.size() <= 5));
                at += 0x1000L * (1 + random.nextInt(3));
            }
        } catch (dev.gotstack.io.MalformedFileException e) {
            assertTrue(String.valueOf(e.getMessage()).contains("expected"), e.getMessage());
        } finally {
            Files.delete(file);
        }
    }
}
