package dev.gotstack.symbol;

import java.util.Arrays;

/// An RVA and where the symbol at it is found, in one number that sorts by RVA: objects would take longer to sort
/// than everything else about a table.
final class SymbolKey {
    private static final int RVA_SHIFT = 32;
    private static final int DIGIT_BITS = 11;
    private static final int DIGITS = 1 << DIGIT_BITS;

    private SymbolKey() {}

    /// @param rva below 4 GiB
    /// @param place any number
    static long of(long rva, int place) {
        return rva << RVA_SHIFT | Integer.toUnsignedLong(place);
    }

    static long rva(long key) {
        return key >>> RVA_SHIFT;
    }

    static int place(long key) {
        return (int) key;
    }

    /// The first `count` keys by RVA; those of one RVA stay in their order. By digits, from the lowest: in a fresh
    /// JVM that takes a fraction of the time of [Arrays#sort(long\[\])], whose code is long and not compiled yet.
    static long[] sorted(long[] keys, int count) {
        var from = Arrays.copyOf(keys, count);
        var to = new long[count];
        for (int shift = RVA_SHIFT; shift < Long.SIZE; shift += DIGIT_BITS) {
            distribute(from, to, shift);
            var filled = to;
            to = from;
            from = filled;
        }
        return from;
    }

    private static void distribute(long[] from, long[] to, int shift) {
        var next = new int[DIGITS + 1];
        for (long key : from) {
            next[digit(key, shift) + 1]++;
        }
        for (int i = 1; i < DIGITS; i++) {
            next[i] += next[i - 1];
        }
        for (long key : from) {
            to[next[digit(key, shift)]++] = key;
        }
    }

    private static int digit(long key, int shift) {
        return (int) (key >>> shift) & (DIGITS - 1);
    }
}
