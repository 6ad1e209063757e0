package dev.gotstack.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gotstack.synth.PhysicalPages;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TableCacheTest {
    private static final int PAGES = 24;

    /// Tables full of entries of every kind, most of which lead to other tables.
    private static PageTables garbage(PagingMode mode, Random random) {
        var pages = new PhysicalPages(4, 0);
        for (int pfn = 0; pfn < PAGES; pfn++) {
            var page = pages.page(pfn);
            for (int i = 0; i < PhysicalMemory.PAGE_SIZE; i += mode.entrySize()) {
                long entry = random.nextLong(PAGES + 2) << 12
                        | random.nextLong(0x1000) & ~0x80L
                        | (random.nextInt(4) > 0 ? 1 : 0)
                        | (random.nextInt(20) == 0 ? 0x80 : 0);
                if (random.nextInt(30) == 0) {
                    entry = random.nextLong();
                }
                if (mode.entrySize() == 4) {
                    page.putInt(i, (int) entry);
                } else {
                    page.putLong(i, entry);
                }
            }
        }
        return new PageTables("test", pages, mode, 0x2000);
    }

    private static long byEveryLevel(PageTables space, long va) {
        return switch (space.translate(va).orElseThrow()) {
            case Translation.Mapped mapped -> mapped.pa();
            case Translation.NonCanonical bad -> -1 - Hole.Reason.NON_CANONICAL.ordinal();
            case Translation.TableNotCaptured table -> -1 - Hole.Reason.UNKNOWN.ordinal();
            case Translation.NotPresent absent ->
                -1 - space.hole(va).orElseThrow().reason().ordinal();
        };
    }

    @Property(tries = 40)
    void whatIsRememberedEqualsAWalkThroughEveryLevel(@ForAll PagingMode mode, @ForAll long seed) {
        var random = new Random(seed);
        var space = garbage(mode, random);
        for (int i = 0; i < 3000; i++) {
            long va = random.nextLong() >> random.nextInt(48);
            va = mode.pointerSize() == 4 && random.nextInt(10) > 0 ? va & 0xffff_ffffL : va;
            long answer = space.physicalAddress(va);
            assertEquals(byEveryLevel(space, va), answer, () -> mode + " " + space);
            // Another byte of the page, so that the table is remembered.
            assertEquals(byEveryLevel(space, va ^ 0x1008), space.physicalAddress(va ^ 0x1008));
        }
    }

    @Property(tries = 20)
    void valuesEqualBytes(@ForAll PagingMode mode, @ForAll long seed) {
        var random = new Random(seed);
        var space = garbage(mode, random);
        for (int i = 0; i < 500; i++) {
            long va = random.nextLong() & 0x7fff_ffffL;
            for (int size = 1; size <= 8; size *= 2) {
                var bytes = new byte[8];
                int got = space.read(va, bytes, 0, size);
                var value = space.value(va, size);
                assertEquals(got == size, value.isPresent());
                if (got == size) {
                    assertEquals(dev.gotstack.io.LittleEndian.unsigned(bytes, 0, size), value.getAsLong());
                }
            }
        }
    }

    @Test
    void itGrowsWithTheTablesAndKeepsWhatItKnows() {
        int[] walks = {0};
        var cache = new TableCache(number -> {
            walks[0]++;
            return number + 1;
        });
        for (int round = 0; round < 40; round++) {
            for (long number = 0; number < 10_000; number++) {
                assertEquals(number + 1, cache.at(number));
            }
        }
        // Numbers that differ in their highest bits only.
        for (int bit = 20; bit < TableCache.BITS; bit++) {
            assertEquals((1L << bit) + 1, cache.at(1L << bit));
        }
        // Without growing, nearly every one of the 400,000 would be a walk.
        assertEquals(true, walks[0] < 40_000, () -> walks[0] + " walks");
    }
}
