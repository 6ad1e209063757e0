package dev.gotstack.dump;

import dev.gotstack.io.MappedFile;
import dev.gotstack.memory.PhysicalMemory;
import java.util.Arrays;

/// The pages of a kernel, active or complete dump: one bit a page, set if the page was saved; saved pages follow in
/// ascending order. The bitmap stays in the file.
///
/// With bits 2, 5 and 6 set and the first page at 0x20000, page 6 is the third saved page and begins at 0x22000: the
/// first page plus one page for each set bit below it.
final class PageBitmap implements PageMap {
    /// Bitmaps of more words keep one count for eight of them.
    private static final long MOST_COUNTED = 1 << 20;

    private final MappedFile file;
    private final long bitmapOffset;
    private final long bits;
    private final long firstPageOffset;
    /// Words of 64 bits between two counts that are kept, as a power of two.
    private final int chunkBits;
    /// Set bits before each chunk.
    private final long[] before;

    private final long count;

    /// @param bitmapOffset file offset of the bit array; all of it must lie inside the file
    /// @param bits number of bits
    /// @param firstPageOffset file offset of the first saved page
    PageBitmap(MappedFile file, long bitmapOffset, long bits, long firstPageOffset) {
        this.file = file;
        this.bitmapOffset = bitmapOffset;
        this.bits = bits;
        this.firstPageOffset = firstPageOffset;
        long words = (bits + 63) / 64;
        this.chunkBits = words <= MOST_COUNTED ? 0 : 3;
        this.before = new long[Math.toIntExact((words + (1L << chunkBits) - 1) >>> chunkBits)];
        long set = 0;
        for (long i = 0; i < words; i++) {
            if ((i & (1L << chunkBits) - 1) == 0) {
                before[(int) (i >>> chunkBits)] = set;
            }
            set += Long.bitCount(word(i));
        }
        this.count = set;
    }

    @Override
    public long offsetOf(long pfn) {
        if (Long.compareUnsigned(pfn, bits) >= 0) {
            return -1;
        }
        long word = pfn >>> 6;
        long bit = 1L << (pfn & 63);
        long own = word(word);
        if ((own & bit) == 0) {
            return -1;
        }
        int chunk = (int) (word >>> chunkBits);
        long below = before[chunk] + Long.bitCount(own & bit - 1);
        for (long i = (long) chunk << chunkBits; i < word; i++) {
            below += Long.bitCount(word(i));
        }
        return firstPageOffset + below * PhysicalMemory.PAGE_SIZE;
    }

    /// 64 bits. The array may end within a word and within a byte.
    private long word(long index) {
        long at = bitmapOffset + index * 8;
        long left = bits - index * 64;
        if (left >= 64) {
            return file.u64(at);
        }
        long word = 0;
        for (int i = 0; i < (left + 7) / 8; i++) {
            word |= (long) file.u8(at + i) << 8 * i;
        }
        return word & (1L << left) - 1;
    }

    @Override
    public long pageAt(long offset) {
        long index = Math.floorDiv(offset - firstPageOffset, PhysicalMemory.PAGE_SIZE);
        if (index < 0 || index >= count) {
            return -1;
        }
        int found = Arrays.binarySearch(before, index);
        int chunk = found >= 0 ? found : -found - 2;
        // Chunks without a page have the same count as the next one.
        while (chunk < before.length - 1 && before[chunk + 1] <= index) {
            chunk++;
        }
        long left = index - before[chunk];
        long at = (long) chunk << chunkBits;
        for (int bits = Long.bitCount(word(at)); left >= bits; bits = Long.bitCount(word(at))) {
            left -= bits;
            at++;
        }
        long word = word(at);
        for (; left > 0; left--) {
            word &= word - 1;
        }
        return at * 64 + Long.numberOfTrailingZeros(word);
    }

    @Override
    public long count() {
        return count;
    }
}
