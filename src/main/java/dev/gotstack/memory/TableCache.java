package dev.gotstack.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.LongUnaryOperator;

/// Remembers what the innermost page tables' regions are, so that most translations read one entry instead of one of
/// each level. Grows with the number of regions in use, to a limit.
///
/// A slot is one `long`: the part of the region's number that its place does not tell, and its value. So several
/// threads may use it without locks: what one overwrites, another finds out again.
final class TableCache {
    /// Bits of a region's number and of its value.
    static final int BITS = 36;

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(long[].class);
    private static final long MASK = (1L << BITS) - 1;
    private static final int FEWEST = 8;
    private static final int MOST = 18;
    /// Odd, so that each number has a product of its own; the golden ratio, so that neighbours lie apart.
    private static final long SPREAD = 0x9_e377_9b97L;

    private final LongUnaryOperator findOut;
    private volatile Slots slots = new Slots(FEWEST);

    private static final class Slots {
        final long[] values;
        final int bits;
        final int shift;
        /// Only roughly counted: threads may overwrite each other's count.
        int misses;

        Slots(int bits) {
            this.values = new long[1 << bits];
            this.bits = bits;
            this.shift = BITS - bits;
        }

        void put(long hash, long value) {
            SLOT.setOpaque(values, (int) (hash >>> shift), (hash & (1L << shift) - 1) << BITS | value);
        }
    }

    /// @param findOut gives a region's value, from 1 to 2^36 - 1, by its number
    TableCache(LongUnaryOperator findOut) {
        this.findOut = findOut;
    }

    /// The value of a region.
    ///
    /// @param number its number, of [#BITS] bits
    long at(long number) {
        var current = slots;
        long hash = number * SPREAD & MASK;
        long slot = (long) SLOT.getOpaque(current.values, (int) (hash >>> current.shift));
        boolean known = slot >>> BITS == (hash & (1L << current.shift) - 1) && slot != 0;
        return known ? slot & MASK : miss(current, hash, number);
    }

    private long miss(Slots current, long hash, long number) {
        long value = findOut.applyAsLong(number);
        if (++current.misses > current.values.length && current.bits < MOST) {
            slots = larger(current);
        }
        current.put(hash, value);
        return value;
    }

    private static Slots larger(Slots current) {
        var more = new Slots(current.bits + 2);
        for (int place = 0; place < current.values.length; place++) {
            long slot = (long) SLOT.getOpaque(current.values, place);
            if (slot != 0) {
                more.put((long) place << current.shift | slot >>> BITS, slot & MASK);
            }
        }
        return more;
    }
}
