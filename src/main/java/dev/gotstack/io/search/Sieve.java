package dev.gotstack.io.search;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Finds quickly where a sequence of bytes may begin, by two of its bytes. Compares eight bytes at a time in the
// registers
/// of any processor; the compiler makes vectors of the loop by itself, as fast as those of the incubating Vector API,
// which
/// would have to be asked for at every start.
///
/// Where both bytes are met, both words are zero at the same place, once what is wanted is taken from them. A byte of a
/// word is zero where subtracting one from each borrows into its highest bit, and that bit was clear. A borrow may also
/// come from below, so a block is reported now and then in which there is nothing.
final class Sieve {
    private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHEST = 0x8080_8080_8080_8080L;
    /// Bytes that are looked at as a whole.
    static final int BLOCK = 256;
    /// What is passed over at once: the longer, the more of the loop is vectors; it is still in the nearest cache when
    // it
    /// has to be looked at closely.
    private static final int STRIDE = 16 * BLOCK;

    private Sieve() {}

    /// The next block in which the sequence may begin.
    ///
    /// @param from offset of the first block; blocks follow each other from there
    /// @param end where to stop: a multiple of [#BLOCK] behind `from`, with `apart` more bytes of memory behind it
    /// @param first a byte of the sequence
    /// @param second another one
    /// @param apart how far behind the first one it lies, 0 to [ByteSearch#LONGEST] - 1
    /// @return the offset of a block, or `end`
    static long next(MemorySegment memory, long from, long end, byte first, byte second, int apart) {
        long one = (first & 0xff) * ONES;
        long two = (second & 0xff) * ONES;
        long at = from;
        while (at < end) {
            boolean far = end - at >= STRIDE;
            if (far && !mayHold(memory, at, STRIDE, one, two, apart)) {
                at += STRIDE;
                continue;
            }
            for (long stop = far ? at + STRIDE : end; at < stop; at += BLOCK) {
                if (mayHold(memory, at, BLOCK, one, two, apart)) {
                    return at;
                }
            }
        }
        return end;
    }

    private static boolean mayHold(MemorySegment memory, long at, int length, long one, long two, int apart) {
        long found = 0;
        for (int i = 0; i < length; i += Long.BYTES) {
            long both = memory.get(WORD, at + i) ^ one | memory.get(WORD, at + apart + i) ^ two;
            found |= both - ONES & ~both;
        }
        return (found & HIGHEST) != 0;
    }
}
