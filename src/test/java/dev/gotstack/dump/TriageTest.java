package dev.gotstack.dump;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.memory.AddressSpace;
import dev.gotstack.memory.Hole;
import dev.gotstack.synth.DumpWriter;
import dev.gotstack.synth.TriageWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Small dumps of both widths and both forms, from bytes written independently.
class TriageTest {
    @TempDir
    private Path folder = Path.of("");

    private Dump open(byte[] content) throws IOException {
        return Dump.open(DumpWriter.file(folder, content));
    }

    private static byte[] random(int length, int seed) {
        var bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static long kernel(int bits) {
        return bits == 64 ? 0xffff_f804_7ba0_0000L : 0x8050_0000L;
    }

    private static TriageWriter writer(int bits) {
        long kernel = kernel(bits);
        return new TriageWriter(bits)
                .stack(kernel + 0x10ee8, random(0x2118, 1))
                .debuggerData(kernel + 0x40000, random(0x380, 2))
                .block(kernel + 0x20010, random(0x7f, 3))
                .block(kernel + 0x21000, random(0x1000, 4))
                .block(kernel + 0x22000, random(0x1000, 5))
                .driver("\\SystemRoot\\system32\\ntoskrnl.exe", kernel, 0x1046000)
                .driver("stackhog.sys", kernel + 0x2000_0000, 0x3000)
                .unloaded("dam.sys", kernel + 0x3000_0000, 0x1c000);
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 64})
    void memoryIsTheBlocks(int bits) throws IOException {
        long kernel = kernel(bits);
        try (var dump =
                open(writer(bits).dataPage(kernel + 0x30000, random(0x1000, 6)).write())) {
            assertEquals(
                    bits == 64 ? DumpFormat.TRIAGE_64 : DumpFormat.TRIAGE_32,
                    dump.header().format());
            assertEquals(0, dump.physical().pageCount());
            assertTrue(dump.warnings().isEmpty(), dump.warnings().toString());
            var space = dump.kernelSpace();
            assertEquals(bits / 8, space.pointerSize());
            assertHolds(space, kernel + 0x10ee8, random(0x2118, 1));
            assertHolds(space, kernel + 0x40000, random(0x380, 2));
            assertHolds(space, kernel + 0x20010, random(0x7f, 3));
            assertHolds(space, kernel + 0x30000, random(0x1000, 6));
            var both = Arrays.copyOf(random(0x1000, 4), 0x2000);
            System.arraycopy(random(0x1000, 5), 0, both, 0x1000, 0x1000);
            assertHolds(space, kernel + 0x21000, both);
            assertEquals(
                    Hole.Reason.NOT_IN_DUMP, space.hole(kernel).orElseThrow().reason());
            assertEquals(0, space.read(kernel + 0x2008f, new byte[1], 0, 1));
            assertEquals(-1, space.fileOffset(kernel + 0x2008f));
            assertTrue(space.translate(kernel + 0x10ee8).isEmpty());
            assertEquals(kernel + 0x10000, space.nextMapped(0, -1));
            assertEquals(kernel + 0x11000, space.nextMapped(kernel + 0x11000, -1));
            assertEquals(kernel + 0x20000, space.nextMapped(kernel + 0x13000, -1));
            assertEquals(-1, space.nextMapped(kernel + 0x13000, kernel + 0x20000));
            assertEquals(-1, space.nextMapped(kernel + 0x41000, -1));
        }
    }

    private static void assertHolds(AddressSpace space, long va, byte[] expected) {
        var whole = new byte[expected.length + 1];
        int got = space.read(va, whole, 0, whole.length);
        assertEquals(expected.length, got);
        assertArrayEquals(expected, Arrays.copyOf(whole, got), "read at once");
        for (int i = 0; i < got; i++) {
            assertEquals(1, space.read(va + i, whole, 0, 1));
            assertEquals(expected[i], whole[0], "read byte by byte");
            assertTrue(space.fileOffset(va + i) > 0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 64})
    void listsAreRead(int bits) throws IOException {
        long kernel = kernel(bits);
        try (var dump = open(writer(bits).write())) {
            var triage = dump.triage().orElseThrow();
            assertTrue(triage.complete());
            assertEquals(dump.size(), triage.sizeOfDump());
            assertEquals(
                    List.of(
                            new TriageDriver(
                                    "\\SystemRoot\\system32\\ntoskrnl.exe",
                                    kernel,
                                    0x1046000,
                                    kernel + 0x1234,
                                    0xc5c5,
                                    0x3f00_0001),
                            new TriageDriver(
                                    "stackhog.sys",
                                    kernel + 0x2000_0000,
                                    0x3000,
                                    kernel + 0x2000_1234,
                                    0xc5c5,
                                    0x3f00_0001)),
                    triage.drivers());
            assertEquals(
                    List.of(new UnloadedDriver("dam.sys", kernel + 0x3000_0000, kernel + 0x3001_c000)),
                    triage.unloadedDrivers());
            assertEquals(kernel + 0x10ee8, triage.stack().orElseThrow().va());
            assertEquals(5, triage.blocks().size());
        }
    }

    /// Windows XP's: no data blocks, and filler where later systems say how many.
    @ParameterizedTest
    @ValueSource(ints = {32, 64})
    void theOldFormHasTheStackAndTheDebuggersData(int bits) throws IOException {
        long kernel = kernel(bits);
        try (var dump = open(writer(bits).withoutDataBlocks().write())) {
            var triage = dump.triage().orElseThrow();
            assertEquals(
                    List.of(kernel + 0x10ee8, kernel + 0x40000),
                    triage.blocks().stream().map(MemoryBlock::va).toList());
            assertEquals(2, triage.drivers().size());
            assertTrue(dump.warnings().isEmpty(), dump.warnings().toString());
            assertHolds(dump.kernelSpace(), kernel + 0x10ee8, random(0x2118, 1));
        }
    }

    @Test
    void overlappingBlocksAreReadOnce() throws IOException {
        long va = kernel(64);
        var first = random(0x100, 7);
        var second = random(0x100, 8);
        var content = new TriageWriter(64)
                .block(va, first)
                .block(va + 0x80, second)
                .block(va + 0x10, random(8, 9))
                .block(va + 0x17f, random(2, 10))
                .write();
        try (var dump = open(content)) {
            var expected = Arrays.copyOf(first, 0x181);
            System.arraycopy(second, 0x80, expected, 0x100, 0x80);
            expected[0x180] = random(2, 10)[1];
            assertHolds(dump.kernelSpace(), va, expected);
        }
    }

    @Test
    void copiesCanBePutWhereTheyWere() throws IOException {
        long va = kernel(64);
        try (var dump = open(writer(64).write())) {
            var stack = dump.triage().orElseThrow().stack().orElseThrow();
            var space = dump.space(List.of(new MemoryBlock(va + 0x80_0000, 0x40, stack.offset())));
            assertHolds(space, va + 0x80_0000, Arrays.copyOf(random(0x2118, 1), 0x40));
        }
    }

    /// Every field of the table in turn with every absurd value; the file stays usable or is refused.
    @ParameterizedTest
    @ValueSource(ints = {32, 64})
    void absurdTables(int bits) throws IOException {
        var whole = writer(bits).write();
        int table = bits == 64 ? 0x2000 : 0x1000;
        for (int field = 0; field < 0x80; field += 4) {
            for (int value : new int[] {0, 1, 0x1fff, whole.length - 1, whole.length, 0x7fffffff, -1, -4, 0x45474150}) {
                var damaged = whole.clone();
                ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN).putInt(table + field, value);
                use(damaged);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 64})
    void cutAnywhere(int bits) throws IOException {
        var whole = writer(bits).write();
        for (int length = 0; length < whole.length; length += length < 0x2100 ? 0x40 : 0x123) {
            use(Arrays.copyOf(whole, length));
        }
        try (var dump = open(Arrays.copyOf(whole, whole.length - 0x800))) {
            assertTrue(dump.warnings().getFirst().startsWith("The file is cut off"));
            assertFalse(dump.triage().orElseThrow().complete());
            long last = kernel(bits) + 0x22fff;
            assertEquals(
                    Hole.Reason.CUT_OFF,
                    dump.kernelSpace().hole(last).orElseThrow().reason());
        }
    }

    private void use(byte[] content) throws IOException {
        try (var dump = open(content)) {
            var space = dump.kernelSpace();
            for (var block : dump.triage().orElseThrow().blocks()) {
                space.read(block.va(), new byte[0x2000], 0, 0x2000);
                assertEquals(
                        space.fileOffset(block.va()) < 0, space.hole(block.va()).isPresent());
                assertNotNull(space.nextMapped(block.va(), -1));
            }
        } catch (MalformedFileException e) {
            assertNotNull(e.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource({"0x34, DriverCount", "0x30, drivers", "0x7c, data blocks", "0x78, data blocks", "0x08, mark"})
    void whatIsAbsurdIsAWarning(String field, String named) throws IOException {
        var content = writer(64).write();
        ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putInt(0x2000 + Integer.decode(field), 0x7fff_fff0);
        try (var dump = open(content)) {
            assertTrue(
                    dump.warnings().stream().anyMatch(line -> line.contains(named)),
                    dump.warnings().toString());
            assertHolds(dump.kernelSpace(), kernel(64) + 0x10ee8, random(0x2118, 1));
        }
    }

    @Test
    void blocksAtTheEndOfMemory() throws IOException {
        var content = new TriageWriter(64)
                .block(-8L, random(8, 1))
                .block(-4L, random(8, 2))
                .write();
        try (var dump = open(content)) {
            assertHolds(dump.kernelSpace(), -8L, random(8, 1));
            assertTrue(
                    dump.warnings().getFirst().contains("outside"),
                    dump.warnings().toString());
        }
    }
}
