package dev.gotstack.memory;

import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Remembers where the innermost page tables lie, so that most translations read one entry instead of one of each
/// level. Grows with the number of tables that are in use, to a limit.
///
/// Safe for use by several threads without locks: a region is immutable, and one that is overwritten by another thread
/// is only found out again.
final class TableCache {
    private static final int FEWEST = 1 << 8;
    private static final int MOST = 1 << 18;
    /// Spreads neighbouring and strided regions over the slots: the golden ratio.
    private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

    private final LongFunction<Region> walk;
    private volatile Slots slots = new Slots(FEWEST);

    /// What one innermost table maps, or one large page.
    ///
    /// @param number the virtual address's bits above the table's index
    /// @param table file offset of the table, or -1 if there is none or the dump does not hold it
    /// @param page physical address that a large page gives to the region's first byte; else, where there is no table,
    ///     the number that says why
    record Region(long number, long table, long page) {}

    private static final class Slots {
        final @Nullable Region[] regions;
        final int shift;
        /// Only roughly counted: threads may overwrite each other's count.
        int misses;

        Slots(int count) {
            this.regions = new Region[count];
            this.shift = 64 - Integer.numberOfTrailingZeros(count);
        }
    }

    /// @param walk finds a region's table by its number
    TableCache(LongFunction<Region> walk) {
        this.walk = walk;
    }

    Region at(long number) {
        var current = slots;
        int slot = (int) (number * SPREAD >>> current.shift);
        var region = current.regions[slot];
        return region != null && region.number() == number ? region : miss(current, slot, number);
    }

    private Region miss(Slots current, int slot, long number) {
        var region = walk.apply(number);
        int count = current.regions.length;
        if (++current.misses > count && count < MOST) {
            var more = new Slots(4 * count);
            for (var known : current.regions) {
                if (known != null) {
                    more.regions[(int) (known.number() * SPREAD >>> more.shift)] = known;
                }
            }
            slots = more;
        }
        current.regions[slot] = region;
        return region;
    }
}
