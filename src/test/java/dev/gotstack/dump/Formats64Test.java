package dev.gotstack.dump;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.memory.Hole;
import dev.gotstack.synth.Dump64Writer;
import dev.gotstack.synth.DumpWriter;
import dev.gotstack.synth.PhysicalPages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Every 64-bit format that holds physical pages, from bytes written independently.
class Formats64Test {
    private static final long ROOT = 0x1ad;
    private static final long KERNEL = 0xffff_f804_7ba0_0000L;
    private static final int BITS = 0x2345;

    @TempDir
    private Path folder = Path.of("");

    /// One file of each kind.
    enum Kind {
        FULL(DumpFormat.FULL_64),
        SUMMARY(DumpFormat.SUMMARY_64),
        BITMAP_FULL(DumpFormat.BITMAP_FULL_64),
        BITMAP_KERNEL(DumpFormat.BITMAP_KERNEL_64),
        ACTIVE(DumpFormat.ACTIVE_64),
        LIVE(DumpFormat.LIVE_64),
        AUTOMATIC(DumpFormat.AUTOMATIC_64),
        RANGES_KERNEL(DumpFormat.RANGES_KERNEL_64),
        RANGES_ACTIVE(DumpFormat.RANGES_ACTIVE_64),
        RANGES_FULL(DumpFormat.RANGES_FULL_64);

        private final DumpFormat format;

        Kind(DumpFormat format) {
            this.format = format;
        }

        byte[] write(Dump64Writer writer) {
            return switch (this) {
                case FULL -> writer.full();
                case SUMMARY -> writer.summary(BITS);
                case BITMAP_FULL -> writer.bitmap(5, "FDMP", BITS);
                case BITMAP_KERNEL -> writer.bitmap(6, "SDMP", BITS);
                case ACTIVE -> writer.putInt(0x1050, 0x40).bitmap(6, "FDMP", BITS);
                case LIVE -> writer.putInt(0x1050, 0x10).bitmap(6, "SDMP", BITS);
                case AUTOMATIC -> writer.bitmap(7, "SDMP", BITS);
                case RANGES_KERNEL -> writer.ranges(8);
                case RANGES_ACTIVE -> writer.ranges(9);
                case RANGES_FULL -> writer.ranges(10);
            };
        }
    }

    /// Four levels of tables and a few pages far apart, the last one in the bitmap's last, partly used byte.
    static PhysicalPages memory() {
        var pages = new PhysicalPages(4, ROOT);
        var random = new Random(64);
        long[] frames = {0x20, 0x33, 0x21, 0x1fff, 0x2344};
        for (int i = 0; i < frames.length; i++) {
            pages.entry(ROOT, KERNEL + 0x1000L * i, 1, frames[i] << 12 | 0x63);
            random.nextBytes(pages.page(frames[i]).array());
        }
        return pages;
    }

    private Dump open(byte[] content) throws IOException {
        return Dump.open(DumpWriter.file(folder, content));
    }

    private static Dump64Writer writer() {
        return new Dump64Writer().put(0x10, ROOT << 12 | 0x2).pages(memory().all());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyPageIsFound(Kind kind) throws IOException {
        var content = kind.write(writer());
        var pages = memory().all();
        try (var dump = open(content)) {
            assertEquals(kind.format, dump.header().format());
            assertEquals(pages.size(), dump.physical().pageCount());
            assertTrue(dump.warnings().isEmpty(), dump.warnings().toString());
            for (long pfn = 0; pfn < BITS + 100; pfn++) {
                var expected = pages.get(pfn);
                var page = new byte[0x1000];
                assertEquals(expected != null, dump.physical().read(pfn << 12, page, 0, 0x1000));
                if (expected == null) {
                    assertEquals(Hole.Reason.NOT_IN_DUMP, dump.physical().absence(pfn << 12));
                } else {
                    assertArrayEquals(expected, page);
                    int at = (int) dump.physical().fileOffset(pfn << 12);
                    assertArrayEquals(expected, Arrays.copyOfRange(content, at, at + 0x1000));
                }
            }
            assertEquals(-1, dump.physical().fileOffset(0xf_ffff_ffff_f000L));
            assertEquals(-1, dump.physical().fileOffset(-1L));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void readingAcrossPagesEqualsReadingByteByByte(Kind kind) throws IOException {
        var pages = memory().all();
        var expected = ByteBuffer.allocate(0x5000);
        for (long pfn : new long[] {0x20, 0x33, 0x21, 0x1fff, 0x2344}) {
            expected.put(pages.get(pfn));
        }
        var random = new Random(kind.ordinal());
        try (var dump = open(kind.write(writer()))) {
            var space = dump.kernelSpace();
            for (int i = 0; i < 300; i++) {
                int start = random.nextInt(0x5000);
                int length = random.nextInt(0x3000);
                var whole = new byte[length];
                int got = space.read(KERNEL + start, whole, 0, length);
                assertEquals(Math.min(length, 0x5000 - start), got);
                assertArrayEquals(Arrays.copyOfRange(expected.array(), start, start + got), Arrays.copyOf(whole, got));
                if (got > 0) {
                    int one = random.nextInt(got);
                    assertEquals(1, space.read(KERNEL + start + one, whole, 0, 1));
                    assertEquals(expected.get(start + one), whole[0]);
                }
            }
        }
    }

    @Test
    void theHeaderIsReadFieldByField() throws IOException {
        var writer = writer().put(0x20, 0xffff_f804_7c62_a390L)
                .put(0x28, 0xffff_f804_7c61_e200L)
                .put(0x80, 0xffff_f804_7c60_0b20L)
                .put(0xfa8, 0x01d6_8d41_5a0b_2000L)
                .put(0x1030, 36_000_000_000L)
                .putInt(0xf00, 0xc0000005)
                .put(0xf10, KERNEL)
                .putInt(0xf18, 2)
                .put(0xf20, 1)
                .put(0xf28, 0x18);
        try (var dump = open(writer.full())) {
            var header = dump.header();
            assertEquals("x64", header.architecture());
            assertEquals(19041, header.build());
            assertEquals(4, header.processors());
            assertEquals(0x1ad002, header.directoryTableBase());
            assertEquals(0xffff_f804_7c62_a390L, header.psLoadedModuleList());
            assertEquals(0xffff_f804_7c61_e200L, header.psActiveProcessHead());
            assertEquals(0xffff_f804_7c60_0b20L, header.kdDebuggerDataBlock());
            assertEquals(0x7f, header.bugCheckCode());
            assertEquals(
                    java.util.List.of(8L, 0x8005_0033L, 0x6f8L, 0xffff_f804_0123_4567L), header.bugCheckParameters());
            assertEquals(1, header.upTime().orElseThrow().toHours());
            assertEquals(
                    "2020-09-17", header.systemTime().orElseThrow().toString().substring(0, 10));
            assertEquals("", header.comment());
            var exception = header.exception().orElseThrow();
            assertEquals(0xc0000005L, exception.code());
            assertEquals(KERNEL, exception.address());
            assertEquals(java.util.List.of(1L, 0x18L), exception.parameters());
        }
    }

    @Test
    void fiveLevelsAreRecognisedByWhatTheyMap() throws IOException {
        var pages = new PhysicalPages(5, ROOT);
        pages.entry(ROOT, KERNEL, 1, 0x777_000L | 0x63);
        pages.page(0x777).putLong(0x10, 99);
        var writer = new Dump64Writer().put(0x10, ROOT << 12).put(0x20, KERNEL + 0x10);
        try (var dump = open(writer.pages(pages.all()).full())) {
            assertEquals(99, dump.kernelSpace().value(KERNEL + 0x10, 8).orElseThrow());
        }
    }

    /// Sources disagree which of the two counts of a bitmap dump is which.
    @Test
    void theLargerCountIsThatOfTheBits() throws IOException {
        var content = writer().bitmap(5, "SDMP", BITS);
        var buffer = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        long pages = buffer.getLong(0x2028);
        buffer.putLong(0x2028, BITS).putLong(0x2030, pages);
        try (var dump = open(content)) {
            assertEquals(pages, dump.physical().pageCount());
            assertTrue(dump.warnings().isEmpty());
        }
    }

    /// A type that does not fit the counts' form is not believed.
    @Test
    void theFormOfTheBitmapIsFoundWhereTheTypeIsAnother() throws IOException {
        for (var kind : new Kind[] {Kind.SUMMARY, Kind.BITMAP_KERNEL}) {
            var content = kind.write(writer());
            ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putInt(0xf98, kind == Kind.SUMMARY ? 6 : 2);
            try (var dump = open(content)) {
                assertEquals(memory().pageCount(), dump.physical().pageCount(), kind.toString());
                assertTrue(dump.warnings().isEmpty(), dump.warnings().toString());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void cutAnywhere(Kind kind) throws IOException {
        var content = kind.write(writer());
        var edges = new java.util.TreeSet<Integer>();
        for (int at = 0; at < content.length; at += 0x1000) {
            edges.add(at);
        }
        for (int edge : new int[] {0x2000, 0x2008, 0x2018, 0x2020, 0x2028, 0x2030, 0x2038, 0x88, 0x98, 0x348, 0xf00}) {
            edges.addAll(java.util.List.of(edge - 1, edge, edge + 1));
        }
        for (int length : edges) {
            try (var dump = open(Arrays.copyOf(content, length))) {
                assertTrue(dump.warnings().getFirst().startsWith("The file is cut off"), kind + " at " + length);
                for (long pfn : memory().all().keySet()) {
                    long at = dump.physical().fileOffset(pfn << 12);
                    assertTrue(at + 0x1000 <= length);
                    assertTrue(at >= 0 || dump.physical().absence(pfn << 12) == Hole.Reason.CUT_OFF);
                }
            } catch (HeaderOnlyException e) {
                assertTrue(length >= 0x2000 && length < content.length - memory().pageCount() * 0x1000);
                assertEquals(0x7f, e.header().bugCheckCode());
            } catch (MalformedFileException e) {
                assertTrue(length < 0x2000, kind + " at " + length + ": " + e.getMessage());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FULL | 0x88 | 4 | 43 | NumberOfRuns",
                "FULL | 0x88 | 4 | 0x45474150 | filler",
                "FULL | 0x98 | 8 | 0x10000000000 | Run[0]",
                "FULL | 0xa0 | 8 | 0x7fffffffffffffff | Run[0]",
                "FULL | 0xa0 | 8 | -1 | Run[0]",
                "FULL | 0x98 | 8 | -4096 | Run[0]",
                "FULL | 0x34 | 4 | 0 | NumberProcessors",
                "FULL | 0x34 | 4 | 3000 | NumberProcessors",
                "FULL | 0x30 | 4 | 0x14c | MachineImageType",
                "FULL | 0xf98 | 4 | 77 | DumpType",
                "FULL | 0xf98 | 4 | 3 | header only",
                "FULL | 0x1050 | 4 | 0x100 | encrypted",
                "FULL | 0x30 | 4 | 0xaa64 | ARM64",
                "FULL | 0x30 | 4 | 0x200 | IA64",
                "BITMAP_KERNEL | 0x2000 | 4 | 1 | Signature",
                "BITMAP_KERNEL | 0x2020 | 8 | 0x3001 | HeaderSize",
                "BITMAP_KERNEL | 0x2020 | 8 | 0 | HeaderSize",
                "BITMAP_KERNEL | 0x2020 | 8 | 0x7ffffffffffff000 | HeaderSize",
                "BITMAP_KERNEL | 0x2030 | 8 | 0x7fffffffffffffff | BitmapSize",
                "BITMAP_KERNEL | 0x2030 | 8 | 0x80000001 | Bitmap",
                "BITMAP_KERNEL | 0x2028 | 8 | -1 | BitmapSize",
                "SUMMARY | 0x2010 | 4 | 0x7fffffff | Bitmap",
                "RANGES_FULL | 0x2004 | 4 | 1 | Signature",
                "RANGES_FULL | 0x2018 | 8 | 0 | FirstPageOffset",
                "RANGES_FULL | 0x2018 | 8 | 0x7ffffffffffff000 | FirstPageOffset",
                "RANGES_FULL | 0x2018 | 8 | 0x1000000 | Range",
                "RANGES_KERNEL | 0x2038 | 8 | 0x7fffffffffffffff | Run[0]",
            })
    void absurdFieldsAreNamed(Kind kind, String offset, int size, String value, String named) {
        var content = kind.write(writer());
        var buffer = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        long number = Long.decode(value);
        if (size == 4) {
            buffer.putInt(Integer.decode(offset), (int) number);
        } else {
            buffer.putLong(Integer.decode(offset), number);
        }
        var refused =
                assertThrows(MalformedFileException.class, () -> open(content).close());
        var message = String.valueOf(refused.getMessage());
        assertTrue(message.contains(named), message);
        assertTrue(message.contains("expected") && message.contains("found"), message);
        assertFalse(message.contains("\n"), message);
    }

    @Test
    void countsThatDisagreeAreWarnings() throws IOException {
        var content = writer().bitmap(6, "SDMP", BITS);
        ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putLong(0x2028, 3);
        try (var dump = open(content)) {
            assertTrue(
                    dump.warnings().getFirst().contains("counts 3 pages"),
                    dump.warnings().toString());
            assertEquals(memory().pageCount(), dump.physical().pageCount());
        }
    }

    @Test
    void whatWindowsNotedIsSaid() throws IOException {
        try (var dump =
                open(writer().putInt(0x1050, 4).putInt(0x1048, 0xc000007f).full())) {
            assertTrue(
                    dump.warnings().getFirst().contains("too small"),
                    dump.warnings().toString());
            assertTrue(
                    dump.warnings().getLast().contains("0xc000007f"),
                    dump.warnings().toString());
        }
    }

    @Test
    void runsThatOverlapAreSaid() throws IOException {
        var content = writer().full();
        ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putLong(0xa0, 0x200);
        try (var dump = open(content)) {
            assertTrue(
                    dump.warnings().stream().anyMatch(line -> line.contains("overlap")),
                    dump.warnings().toString());
        }
    }

    /// A file of 8 TiB whose bitmap of 2^31 and more bits is one hole: it is counted, or refused, in little memory.
    @Test
    void hugeBitmapsOfHolesAreCountedOrRefused() throws IOException {
        var file = folder.resolve("sparse.dmp");
        for (long bits : new long[] {1L << 31, (1L << 31) + 1, (1L << 34) + 1}) {
            var start = writer().bitmap(6, "SDMP", 64);
            ByteBuffer.wrap(start)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(0x2020, 0x2000_0000L)
                    .putLong(0x2030, bits);
            Files.write(file, start);
            try (var channel = Files.newByteChannel(file, java.nio.file.StandardOpenOption.WRITE)) {
                channel.position(0x2000_0000L + 0x9000).write(ByteBuffer.allocate(1));
            }
            try (var dump = Dump.open(file)) {
                assertTrue(bits < 1L << 34);
                assertTrue(dump.physical().fileOffset(0x20_000) > 0);
            } catch (MalformedFileException e) {
                assertTrue(bits > 1L << 34, e.getMessage());
            }
        }
    }
}
