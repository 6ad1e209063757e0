package dev.gotstack.symbol.pe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.io.ByteSource;
import dev.gotstack.io.LittleEndian;
import dev.gotstack.io.MalformedFileException;
import dev.gotstack.symbol.Symbol;
import dev.gotstack.synth.MemoryBytes;
import dev.gotstack.synth.Out;
import dev.gotstack.synth.PeWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticImageTest {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void fileAndMemoryTellTheSame(boolean wide) {
        var writer = new PeWriter(wide);
        for (var image : List.of(
                PeImage.file(MemoryBytes.of(writer.file())), PeImage.inMemory(MemoryBytes.of(writer.inMemory())))) {
            assertEquals(wide, image.wide());
            assertEquals(wide ? PeImage.MACHINE_X64 : PeImage.MACHINE_X86, image.machine());
            assertEquals(0x4a5b6c7dL, image.timeDateStamp());
            assertEquals(0x4000, image.sizeOfImage());
            assertEquals(0xabcd, image.checkSum());
            assertEquals(0x1000, image.entryPoint());
            assertEquals(wide ? 0x1_4000_0000L : 0x400000, image.imageBase());
            assertEquals(3, image.sections().size());
            assertTrue(image.sections().getFirst().executable());
            assertEquals(
                    List.of(new Export("Alpha", 5, 0x1000, null), new Export("Beta", 6, 0x1020, null)),
                    image.exports());
            var reference = image.pdbReference().orElseThrow();
            assertEquals("11223344556677889".length() + 16, reference.storeKey().length());
            assertEquals("112233445566778899AABBCCDDEEFF001", reference.storeKey());
            assertEquals(Optional.of("sample.pdb"), reference.fileName());
            var version = image.version().orElseThrow();
            assertEquals("5.2.3790.3959", version.fixedFileVersion());
            assertEquals(Optional.of("Example GmbH"), version.companyName());
            assertEquals(Optional.of("sample.sys"), version.originalFilename());
            assertEquals(Optional.empty(), version.productName());
            assertEquals(List.of(), image.problems());
        }
    }

    @Test
    void exportsAreSymbols() {
        var image = PeImage.file(MemoryBytes.of(new PeWriter(false)
                .exports(List.of("_allmul", "_Std@8", "Plain"))
                .file()));
        var table = image.exportedSymbols();
        assertEquals(
                List.of("_allmul", "Std", "Plain"),
                table.all().stream().map(Symbol::name).toList());
        assertEquals(8, table.named("Std").orElseThrow().parameterBytes());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void placesAreRelocatedEvenIfTheyCrossTheRangesEdge(boolean wide) {
        var image = PeImage.file(MemoryBytes.of(new PeWriter(wide).file()));
        int width = wide ? 8 : 4;
        long base = image.imageBase() + 0x1234_0000L;
        var whole = image.relocated(0x1000, 0x40, base);
        long before = wide ? 0x9090909090909090L : 0x90909090L;
        assertEquals(
                wide ? before + 0x1234_0000L : (before + 0x1234_0000L) & 0xffff_ffffL,
                LittleEndian.unsigned(whole, 0x10, width));
        for (int from = 0; from < 0x20; from++) {
            for (int length : new int[] {1, 3, 7}) {
                assertArrayEquals(
                        Arrays.copyOfRange(whole, from, from + length), image.relocated(0x1000 + from, length, base));
            }
        }
        assertArrayEquals(image.bytes(0x1000, 0x40), image.relocated(0x1000, 0x40, image.imageBase()));
    }

    @Test
    void bytesBeyondTheFilesAreZero() {
        var image = PeImage.file(MemoryBytes.of(new PeWriter(false).file()));
        assertArrayEquals(new byte[0x10], image.bytes(0x1200, 0x10));
        assertThrows(MalformedFileException.class, () -> image.bytes(0x1700, 4));
        assertThrows(MalformedFileException.class, () -> image.bytes(0x4000, 4));
        assertThrows(MalformedFileException.class, () -> image.bytes(-4, 4));
    }

    @Test
    void missingPagesLeaveTheOtherParts() {
        var memory = new PeWriter(false).inMemory();
        var image = PeImage.inMemory(new MemoryBytes(memory, Set.of(2)));
        assertEquals(3, image.sections().size());
        assertEquals(List.of(), image.exports());
        assertEquals(Optional.empty(), image.pdbReference());
        assertEquals(Optional.empty(), image.version());
        assertEquals(3, image.problems().size());
        assertTrue(image.problems().getFirst().contains("not in this dump"), image.problems()::toString);
        var withoutHeaders = new MemoryBytes(memory, Set.of(0));
        assertThrows(MalformedFileException.class, () -> PeImage.inMemory(withoutHeaders));
    }

    @Test
    void functionTablesWithMissingPagesKeepTheOtherEntries() {
        var table = new Out();
        for (int i = 0; i < 1000; i++) {
            table.u32(0x1000 + i * 0x10).u32(0x1008 + i * 0x10).u32(0x9000);
        }
        var source = new MemoryBytes(table.bytes(), Set.of(1));
        var problems = new Problems();
        var functions = RuntimeFunctions.read(source, new PeHeader.Directory(0, table.size()), problems)
                .functions();
        // Page 1 holds bytes 0x1000 to 0x2000: entries 341 (which starts before it) to 682.
        assertEquals(1000 - 342, functions.size());
        assertEquals(0x1000 + 340 * 0x10, functions.get(340).begin());
        assertEquals(0x1000 + 683 * 0x10, functions.get(341).begin());
        assertEquals(List.of(".pdata: 342 of 1000 entries could not be read"), problems.lines());
    }

    @Test
    void hostileSizesAreNotAllocated() {
        var source = new MemoryBytes(new byte[0x1000], Set.of());
        var problems = new Problems();
        assertThrows(
                MalformedFileException.class,
                () -> RuntimeFunctions.read(source, new PeHeader.Directory(0, 0xffff_fff0L), problems));
        assertThrows(
                MalformedFileException.class, () -> Relocations.read(source, new PeHeader.Directory(0, 0x7fff_fff0L)));
    }

    private static void readAll(ByteSource bytes, boolean file) {
        try {
            var image = file ? PeImage.file(bytes) : PeImage.inMemory(bytes);
            image.problems();
            image.exportedSymbols();
            image.runtimeFunction(0x1010);
            image.relocated(0x1008, 0x20, 0x7000_0000L);
        } catch (MalformedFileException expected) {
            // as promised
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void damagedImagesEndInAResultOrTheOneException(boolean wide) {
        var random = new Random(5);
        var file = new PeWriter(wide).file();
        var memory = new PeWriter(wide).inMemory();
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (int i = 0; i < 0x400 + 0x400; i++) {
                for (int value : new int[] {0, 0x7f, 0xff}) {
                    int at = i < 0x400 ? i : i + 0x200;
                    var copy = file.clone();
                    copy[at] = (byte) value;
                    readAll(MemoryBytes.of(copy), true);
                }
            }
            for (int i = 0; i < 2000; i++) {
                var copy = i % 2 == 0 ? file.clone() : memory.clone();
                for (int flips = random.nextInt(8); flips >= 0; flips--) {
                    copy[random.nextInt(copy.length)] = (byte) (random.nextBoolean() ? 0xff : random.nextInt());
                }
                readAll(MemoryBytes.of(copy), i % 2 == 0);
                readAll(MemoryBytes.of(Arrays.copyOf(copy, random.nextInt(copy.length))), i % 2 == 0);
            }
        });
    }
}
