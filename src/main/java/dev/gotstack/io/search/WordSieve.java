package dev.gotstack.io.search;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Compares eight bytes at a time in the registers of any processor.
///
/// A byte of a word is zero where subtracting one from each borrows into its highest bit, and that bit was clear. A
/// borrow may also come from below, so a block is reported now and then in which there is nothing.
final class WordSieve implements Sieve {
    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHEST = 0x8080_8080_8080_8080L;
    private static final int BLOCK = 512;
    /// Words that are copied to be looked at, so that the compiler makes vectors of the loop by itself.
    private static final int WORDS = BLOCK / Long.BYTES;

    @Override
    public int block() {
        return BLOCK;
    }

    @Override
    public long next(MemorySegment memory, long from, long end, byte first, byte second, int apart) {
        long one = (first & 0xff) * ONES;
        long two = (second & 0xff) * ONES;
        var here = new long[WORDS];
        var there = new long[WORDS];
        for (long at = from; at < end; at += BLOCK) {
            MemorySegment.copy(memory, WORD, at, here, 0, WORDS);
            MemorySegment.copy(memory, WORD, at + apart, there, 0, WORDS);
            if (mayHold(here, there, one, two)) {
                return at;
            }
        }
        return end;
    }

    private static boolean mayHold(long[] here, long[] there, long one, long two) {
        long found = 0;
        for (int i = 0; i < WORDS; i++) {
            long x = here[i] ^ one;
            long y = there[i] ^ two;
            found |= x - ONES & ~x & (y - ONES & ~y);
        }
        return (found & HIGHEST) != 0;
    }
}
