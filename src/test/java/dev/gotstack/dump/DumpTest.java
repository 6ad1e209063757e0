package dev.gotstack.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.memory.Hole;
import dev.gotstack.synth.DumpWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DumpTest {
    @TempDir
    private Path folder = Path.of("");

    private static DumpWriter writer() {
        var writer = new DumpWriter().directoryTableBase(0x2000);
        for (int pfn : new int[] {2, 3, 9, 17, 70}) {
            writer.page(pfn).putInt(0x10, 0xabc0 + pfn);
        }
        return writer;
    }

    private Dump open(byte[] content) throws IOException {
        return Dump.open(DumpWriter.file(folder, content));
    }

    private static long word(Dump dump, long pa) {
        var bytes = new byte[4];
        assertTrue(dump.physical().read(pa, bytes, 0, 4));
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    @Test
    void completeDumpFindsEveryPage() throws IOException {
        try (var dump = open(writer().full())) {
            assertEquals(DumpFormat.FULL_32, dump.header().format());
            assertEquals(3790, dump.header().build());
            assertTrue(dump.header().pae());
            assertEquals(0, dump.header().kdDebuggerDataBlock(), "filler is no address");
            assertPages(dump);
        }
    }

    @Test
    void kernelDumpFindsEveryPage() throws IOException {
        try (var dump = open(writer().summary(75))) {
            assertEquals(DumpFormat.SUMMARY_32, dump.header().format());
            assertPages(dump);
        }
    }

    private static void assertPages(Dump dump) {
        assertEquals(5, dump.physical().pageCount());
        for (int pfn : new int[] {2, 3, 9, 17, 70}) {
            assertEquals(0xabc0 + pfn, word(dump, pfn * 0x1000L + 0x10));
        }
        assertEquals(-1, dump.physical().fileOffset(0x4000));
        assertEquals(-1, dump.physical().fileOffset(0x7fff_f000L));
        assertEquals(Hole.Reason.NOT_IN_DUMP, dump.physical().absence(0x4000));
        assertTrue(dump.warnings().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"full", "summary"})
    void cutFilesKeepWhatIsLeft(String kind) throws IOException {
        var content = kind.equals("full") ? writer().full() : writer().summary(75);
        try (var dump = open(Arrays.copyOf(content, content.length - 0x800))) {
            assertEquals(0xabc0 + 17, word(dump, 17 * 0x1000L + 0x10));
            assertEquals(-1, dump.physical().fileOffset(70 * 0x1000L));
            assertEquals(Hole.Reason.CUT_OFF, dump.physical().absence(70 * 0x1000L));
            assertTrue(dump.warnings().getFirst().startsWith("The file is cut off"));
        }
    }

    @Test
    void everyTruncationIsReadOrRefused() throws IOException {
        for (var content : new byte[][] {writer().full(), writer().summary(75)}) {
            for (int length = 0; length < content.length; length += 0x80) {
                var cut = Arrays.copyOf(content, length);
                try (var dump = open(cut)) {
                    assertFalse(dump.warnings().isEmpty(), "length " + length);
                } catch (MalformedFileException e) {
                    assertTrue(length < 0x3000, "length " + length);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0x20 | 0x8664 | MachineImageType",
                "0x24 | 0 | NumberProcessors",
                "0x24 | 4000 | NumberProcessors",
                "0x64 | 87 | NumberOfRuns",
                "0x64 | -1 | NumberOfRuns",
                "0x6c | 0xfffff000 | Run[0]",
                "0x70 | 0x7fffffff | Run[0]",
                "0xf88 | 3 | header only",
                "0xf88 | 77 | DumpType",
                "4 | 0x34365544 | DUMP_HEADER64",
            })
    void absurdFieldsAreNamed(String offset, String value, String named) {
        var content = writer().full();
        ByteBuffer.wrap(content)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(Integer.decode(offset), Long.decode(value).intValue());
        var refused =
                assertThrows(MalformedFileException.class, () -> open(content).close());
        var message = String.valueOf(refused.getMessage());
        assertTrue(message.contains(named), message);
        assertTrue(message.contains("expected") && message.contains("found"), message);
        assertFalse(message.contains("\n"), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0x1000 | 1 | Signature",
                "0x100c | 0x1001 | HeaderSize",
                "0x100c | 0 | HeaderSize",
                "0x1010 | 0x7fffffff | BitmapSize",
                "0x1010 | 0x00ffffff | Bitmap",
            })
    void absurdBitmapsAreNamed(String offset, String value, String named) {
        var content = writer().summary(75);
        ByteBuffer.wrap(content)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(Integer.decode(offset), Long.decode(value).intValue());
        var refused =
                assertThrows(MalformedFileException.class, () -> open(content).close());
        assertTrue(String.valueOf(refused.getMessage()).contains(named), refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"MDMP1234, user-mode", "hello world, hello", "PAGEDU64, DUMP_HEADER64", "PAGE, 4 bytes"})
    void otherFilesAreRefusedByName(String content, String named) throws IOException {
        var file = Files.write(folder.resolve("other.dmp"), content.getBytes(StandardCharsets.US_ASCII));
        var refused =
                assertThrows(MalformedFileException.class, () -> Dump.open(file).close());
        assertTrue(String.valueOf(refused.getMessage()).contains(named), refused.getMessage());
    }
}
