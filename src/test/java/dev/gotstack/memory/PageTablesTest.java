package dev.gotstack.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.synth.PhysicalPages;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PageTablesTest {
    /// The outermost table is page 1; what is in the tables is written by hand.
    private final PhysicalPages physical = new PhysicalPages(4, 1);

    private PageTables pae() {
        physical.page(1).putLong(0, 0x2001).putLong(16, 0x3001).putLong(24, 0x9001);
        physical.page(2).putLong(0, 0x4067);
        physical.page(3).putLong(8, 0x4000_00e7L);
        return new PageTables("test", physical, PagingMode.PAE, 0x1000);
    }

    @Test
    void paePagesLargePagesAndHoles() {
        var space = pae();
        physical.page(4)
                .putLong(0, 0x10_0000_5067L)
                .putLong(8, 0x6860)
                .putLong(16, 0x7_0000_0080L)
                .putLong(24, 0x0c60)
                .putLong(32, 0x80)
                .putLong(48, 0x7067);
        assertEquals(0x10_0000_5123L, mapped(space, 0x123).pa());
        var transition = mapped(space, 0x1004);
        assertTrue(transition.transition());
        assertEquals(0x6004, transition.pa());
        assertEquals(Translation.EntryKind.PAGE_FILE, absent(space, 0x2000).kind());
        assertEquals(Translation.EntryKind.PROTOTYPE, absent(space, 0x3000).kind());
        assertEquals(Translation.EntryKind.DEMAND_ZERO, absent(space, 0x4000).kind());
        assertEquals(Translation.EntryKind.ZERO, absent(space, 0x5000).kind());
        var large = mapped(space, 0x8020_1234L);
        assertEquals(0x4000_1234L, large.pa());
        assertEquals(0x20_0000, large.pageSize());
        assertEquals("PDPTE", absent(space, 0x4000_0000L).level());
        assertInstanceOf(
                Translation.TableNotCaptured.class,
                space.translate(0xc000_0000L).orElseThrow());
        assertEquals(Hole.Reason.UNKNOWN, space.hole(0xc000_0000L).orElseThrow().reason());
        assertEquals(Hole.Reason.NOT_IN_DUMP, space.hole(0x6000).orElseThrow().reason());
        assertEquals(Hole.Reason.PAGED_OUT, space.hole(0x2000).orElseThrow().reason());
        assertEquals(
                Hole.Reason.NON_CANONICAL,
                space.hole(0x1_0000_0000L).orElseThrow().reason());
    }

    @Test
    void nonPaePagesAndLargePages() {
        physical.page(1).putInt(0, 0x2067).putInt(4, 0x0041_e0e7);
        physical.page(2).putInt(4, 0x5067);
        var space = new PageTables("test", physical, PagingMode.X86, 0x1000);
        assertEquals(0x5abcL, mapped(space, 0x1abc).pa());
        // PSE-36: entry bits 13 to 20 are physical address bits 32 to 39.
        assertEquals(0xf_0040_0000L | 0x12345, mapped(space, 0x41_2345).pa());
        assertEquals(0x40_0000, mapped(space, 0x41_2345).pageSize());
    }

    @Test
    void tablesThatContainThemselvesEnd() {
        physical.page(1).putInt(0, 0x1067);
        var space = new PageTables("test", physical, PagingMode.X86, 0x1000);
        assertEquals(0x1000, mapped(space, 0).pa());
        assertEquals(0x0, space.nextMapped(0, 0x10000));
        assertEquals(-1, space.nextMapped(0x1000, 0x40_0000));
    }

    @Test
    void nextMappedSkipsHoles() {
        var space = pae();
        physical.page(4).putLong(8 * 7, 0x5067);
        assertEquals(0x7000, space.nextMapped(0, 0x1_0000_0000L));
        assertEquals(0x8020_0000L, space.nextMapped(0x8000, 0x1_0000_0000L));
        assertEquals(-1, space.nextMapped(0x8040_0000L, 0x1_0000_0000L));
    }

    @Property
    void readingAcrossPagesEqualsReadingByteByByte(
            @ForAll @IntRange(max = 0x3fff) int start, @ForAll @IntRange(max = 0x1800) int length) {
        var space = pae();
        var random = new Random(7);
        long[] frames = {0x20, 0x33, 0x21, 0x50};
        for (int i = 0; i < frames.length; i++) {
            physical.page(4).putLong(8 * i, frames[i] << 12 | 0x67);
            random.nextBytes(physical.page(frames[i]).array());
        }
        var whole = new byte[length];
        int got = space.read(start, whole, 0, length);
        assertEquals(Math.min(length, 0x4000 - start), got, "up to the first byte that is missing");
        var single = new byte[length];
        for (int i = 0; i < got; i++) {
            assertEquals(1, space.read(start + i, single, i, 1));
        }
        assertArrayEquals(single, whole);
    }

    private static Translation.Mapped mapped(PageTables space, long va) {
        return assertInstanceOf(Translation.Mapped.class, space.translate(va).orElseThrow());
    }

    private static Translation.NotPresent absent(PageTables space, long va) {
        return assertInstanceOf(
                Translation.NotPresent.class, space.translate(va).orElseThrow());
    }
}
