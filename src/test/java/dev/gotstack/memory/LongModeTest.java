package dev.gotstack.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.synth.PhysicalPages;
import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Four and five levels, against tables written by hand.
class LongModeTest {
    private static final long ROOT = 0x1ad;
    private static final long KERNEL = 0xffff_f804_7ba0_0000L;
    private static final long VALID = 0x63;

    private static PageTables space(PhysicalPages pages, int levels, long cr3) {
        return new PageTables("test", pages, levels == 4 ? PagingMode.LEVEL4 : PagingMode.LEVEL5, cr3);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void pagesOfAllSizes(int levels) {
        var pages = new PhysicalPages(levels, ROOT);
        pages.entry(ROOT, KERNEL, 1, 0x8000_0012_3456_7000L | VALID);
        pages.entry(ROOT, KERNEL + 0x4000_0000L, 2, 0x12_3460_0000L | 0x10e3);
        pages.entry(ROOT, KERNEL + 0x8000_0000L, 3, 0x40_0000_0000L | 0x10e3);
        var space = space(pages, levels, ROOT << 12);
        assertEquals(8, space.pointerSize());
        var small = mapped(space, KERNEL + 0xabc);
        assertEquals(0x12_3456_7abcL, small.pa());
        assertEquals(0x1000, small.pageSize());
        assertEquals(levels, small.steps().size());
        var large = mapped(space, KERNEL + 0x4000_0000L + 0x1f_fffeL);
        assertEquals(0x12_347f_fffeL, large.pa(), "bit 12 of a large page's entry is no address");
        assertEquals(0x20_0000, large.pageSize());
        var huge = mapped(space, (KERNEL + 0x8000_0000L & -0x4000_0000L) + 0x3fff_fff1L);
        assertEquals(0x40_3fff_fff1L, huge.pa());
        assertEquals(0x4000_0000L, huge.pageSize());
        assertEquals(levels - 2, huge.steps().size());
    }

    @ParameterizedTest
    @CsvSource({
        "0x0000000000000000, ZERO, NOT_PRESENT",
        "0x0000000000000080, DEMAND_ZERO, NOT_RESIDENT",
        "0x00012345000020c0, PAGE_FILE, PAGED_OUT",
        "0xffffb00500000420, PROTOTYPE, NOT_RESIDENT",
        "0xffffffff00000480, PROTOTYPE, NOT_RESIDENT",
    })
    void absentEntriesHaveReasons(String entry, Translation.EntryKind kind, Hole.Reason reason) {
        for (int depth : new int[] {1, 2, 3, 4}) {
            var pages = new PhysicalPages(4, ROOT);
            pages.entry(ROOT, KERNEL, depth, Long.parseUnsignedLong(entry.substring(2), 16));
            var space = space(pages, 4, ROOT << 12);
            var absent = assertInstanceOf(
                    Translation.NotPresent.class, space.translate(KERNEL).orElseThrow());
            assertEquals(kind, absent.kind());
            assertEquals(new String[] {"PTE", "PDE", "PDPTE", "PML4E"}[depth - 1], absent.level());
            var hole = space.hole(KERNEL).orElseThrow();
            assertEquals(reason, hole.reason());
            assertTrue(
                    hole.detail().english().contains(entry.substring(2)),
                    hole.detail().english());
            assertEquals(0, space.read(KERNEL, new byte[8], 0, 8));
        }
    }

    @Test
    void pagesAndTablesInTransitionAreReadable() {
        var pages = new PhysicalPages(4, ROOT);
        // Late builds set a bit above the frame number in invalid entries.
        pages.entry(ROOT, KERNEL, 1, 0x2000_0077_7000L | 0x880);
        pages.page(0x777).putLong(8, 42);
        pages.entry(ROOT, KERNEL + 0x20_0000L, 2, 0x77_8000L | 0x880);
        pages.page(0x778).putLong(0, 0x77_7000L | VALID);
        var space = space(pages, 4, ROOT << 12);
        assertEquals(42, space.value(KERNEL + 8, 8).orElseThrow());
        assertTrue(mapped(space, KERNEL).transition());
        assertEquals(42, space.value(KERNEL + 0x20_0008L, 8).orElseThrow());
        assertTrue(mapped(space, KERNEL + 0x20_0000L).transition());
        assertEquals(KERNEL, space.nextMapped(0, -1));
        assertEquals(KERNEL + 0x20_0000L, space.nextMapped(KERNEL + 0x1000, -1));
    }

    @ParameterizedTest
    @CsvSource({
        "4, 0x00007fffffffffff, true",
        "4, 0x0000800000000000, false",
        "4, 0xffff7fffffffffff, false",
        "4, 0xffff800000000000, true",
        "5, 0x0000800000000000, true",
        "5, 0x00ffffffffffffff, true",
        "5, 0x0100000000000000, false",
        "5, 0xfeffffffffffffff, false",
        "5, 0xff00000000000000, true",
    })
    void canonicalAddresses(int levels, String address, boolean canonical) {
        var space = space(new PhysicalPages(levels, ROOT), levels, ROOT << 12);
        long va = Long.parseUnsignedLong(address.substring(2), 16);
        assertEquals(
                canonical ? Hole.Reason.NOT_PRESENT : Hole.Reason.NON_CANONICAL,
                space.hole(va).orElseThrow().reason());
    }

    @Test
    void theDirectoryBaseMayCarryFlags() {
        var pages = new PhysicalPages(4, ROOT);
        pages.entry(ROOT, KERNEL, 1, 0x77_7000L | VALID);
        for (long cr3 : new long[] {ROOT << 12, ROOT << 12 | 0x2, ROOT << 12 | 0xfff, ROOT << 12 | 1L << 63}) {
            assertEquals(0x77_7000L, mapped(space(pages, 4, cr3), KERNEL).pa());
        }
    }

    /// With shadowed tables user mode has a root of its own, which maps the way into the kernel and nothing else of it.
    @Test
    void shadowedTablesAreTwoSpaces() {
        var pages = new PhysicalPages(4, ROOT);
        long shadow = 0x9000;
        pages.page(shadow);
        long entryCode = KERNEL + 0x40_0000;
        pages.entry(ROOT, KERNEL, 1, 0x77_7000L | VALID);
        pages.entry(ROOT, entryCode, 1, 0x77_8000L | VALID);
        pages.entry(ROOT, 0x7ff6_0000_0000L, 1, 0x77_9000L | 0x67);
        pages.entry(shadow, entryCode, 1, 0x77_8000L | VALID);
        pages.entry(shadow, 0x7ff6_0000_0000L, 1, 0x77_9000L | 0x67);
        var kernel = space(pages, 4, ROOT << 12 | 0x2);
        var user = space(pages, 4, shadow << 12 | 0x1);
        assertEquals(mapped(kernel, entryCode).pa(), mapped(user, entryCode).pa());
        assertEquals(
                mapped(kernel, 0x7ff6_0000_0000L).pa(),
                mapped(user, 0x7ff6_0000_0000L).pa());
        mapped(kernel, KERNEL);
        assertEquals(Hole.Reason.NOT_PRESENT, user.hole(KERNEL).orElseThrow().reason());
    }

    @Test
    void tablesThatAreNotInTheDumpLeaveUnknowns() {
        var pages = new PhysicalPages(4, ROOT);
        pages.entry(ROOT, KERNEL, 1, 0x77_7000L | VALID);
        var space = space(pages, 4, ROOT << 12);
        assertEquals(Hole.Reason.NOT_IN_DUMP, space.hole(KERNEL).orElseThrow().reason());
        long table = mapped(space, KERNEL).steps().getLast().entryPa() >>> 12;
        pages.drop(table);
        var again = space(pages, 4, ROOT << 12);
        assertEquals(Hole.Reason.UNKNOWN, again.hole(KERNEL).orElseThrow().reason());
        assertEquals(-1, again.nextMapped(0, -1));
    }

    @Test
    void theNextMappedPageIsFoundAcrossTheHoleInTheMiddle() {
        for (int levels : new int[] {4, 5}) {
            var pages = new PhysicalPages(levels, ROOT);
            pages.entry(ROOT, 0x1000, 1, VALID);
            pages.entry(ROOT, KERNEL, 1, VALID);
            pages.entry(ROOT, -0x1000L, 1, VALID);
            var space = space(pages, levels, ROOT << 12);
            assertEquals(0x1000, space.nextMapped(0, -1));
            assertEquals(KERNEL, space.nextMapped(0x2000, -1));
            assertEquals(KERNEL, space.nextMapped(0x1234_5678_9abc_def0L, -1), "from an address in the hole");
            assertEquals(-0x1000L, space.nextMapped(KERNEL + 0x1000, -1));
            assertEquals(-1, space.nextMapped(KERNEL + 0x1000, -0x1000L), "the limit is exclusive");
            assertEquals(-1, space.nextMapped(0x2000, KERNEL));
        }
    }

    /// All entries of all tables lead to tables that are empty in the end: a walk address by address would never end.
    @Test
    void cyclicAndSharedTablesEnd() {
        var pages = new PhysicalPages(4, 1);
        for (long table = 1; table < 4; table++) {
            for (int i = 0; i < 512; i++) {
                pages.page(table).putLong(8 * i, table + 1 << 12 | VALID);
            }
        }
        pages.page(4);
        var empty = space(pages, 4, 0x1000);
        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> assertEquals(-1, empty.nextMapped(0, -1)));
        for (int i = 0; i < 512; i++) {
            pages.page(1).putLong(8 * i, 0x1000 | VALID);
        }
        var cycle = space(pages, 4, 0x1000);
        assertEquals(0x1000 | 0x123, mapped(cycle, KERNEL + 0x123).pa());
        assertEquals(KERNEL, cycle.nextMapped(KERNEL, -1));
    }

    @Property(tries = 200)
    void nextMappedAgreesWithAskingEveryPage(@ForAll long seed) {
        var random = new Random(seed);
        var pages = new PhysicalPages(4, ROOT);
        for (int i = 0; i < 6; i++) {
            long va = KERNEL + random.nextInt(0x600) * 0x1000L;
            pages.entry(ROOT, va, 1, random.nextInt(4) == 0 ? 0x80 : random.nextInt(64) * 0x1000L | VALID);
        }
        var space = space(pages, 4, ROOT << 12);
        long from = KERNEL + random.nextInt(0x600) * 0x1000L;
        long expected = -1;
        for (long va = from; va < KERNEL + 0x600_000L && expected == -1; va += 0x1000) {
            expected = space.translate(va).orElseThrow() instanceof Translation.Mapped ? va : -1;
        }
        assertEquals(expected, space.nextMapped(from + random.nextInt(0x1000), KERNEL + 0x600_000L));
    }

    /// Tables full of random bits: a translation, a reason, an end.
    @Property(tries = 100)
    void garbageEnds(@ForAll long seed) {
        var random = new Random(seed);
        var pages = new PhysicalPages(4, 0);
        for (int pfn = 0; pfn < 8; pfn++) {
            for (int i = 0; i < 512; i++) {
                pages.page(pfn).putLong(8 * i, random.nextLong() & (random.nextBoolean() ? 0xffff : -1L));
            }
        }
        var space = space(pages, random.nextBoolean() ? 4 : 5, random.nextLong() & 0x7fff);
        for (int i = 0; i < 50; i++) {
            long va = random.nextLong() >> 16;
            assertEquals(space.read(va, new byte[1], 0, 1) == 1, space.hole(va).isEmpty());
            long next = space.nextMapped(va, -1);
            assertTrue(next == -1 || space.translate(next).orElseThrow() instanceof Translation.Mapped);
        }
    }

    @Property(tries = 100)
    void readingAcrossPagesEqualsReadingByteByByte(
            @ForAll @IntRange(max = 0x3fff) int start, @ForAll @IntRange(max = 0x1800) int length) {
        var pages = new PhysicalPages(4, ROOT);
        var random = new Random(7);
        long[] frames = {0x20, 0x33, 0x21, 0x50};
        for (int i = 0; i < frames.length; i++) {
            pages.entry(ROOT, KERNEL + 0x1000L * i, 1, frames[i] << 12 | VALID);
            random.nextBytes(pages.page(frames[i]).array());
        }
        var space = space(pages, 4, ROOT << 12);
        var whole = new byte[length];
        int got = space.read(KERNEL + start, whole, 0, length);
        assertEquals(Math.min(length, 0x4000 - start), got);
        var single = new byte[length];
        for (int i = 0; i < got; i++) {
            assertEquals(1, space.read(KERNEL + start + i, single, i, 1));
        }
        assertArrayEquals(single, whole);
        assertFalse(space.fileOffset(KERNEL + start) < 0);
    }

    private static Translation.Mapped mapped(PageTables space, long va) {
        return assertInstanceOf(Translation.Mapped.class, space.translate(va).orElseThrow());
    }
}
