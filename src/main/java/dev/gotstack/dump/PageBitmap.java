package dev.gotstack.dump;

import dev.gotstack.io.LittleEndian;
import dev.gotstack.io.MappedFile;
import dev.gotstack.memory.PhysicalMemory;

/// A kernel dump's pages: one bit a page, set if the page was saved; saved pages follow in ascending order.
///
/// With bits 2, 5 and 6 set and the first page at 0x20000, page 6 is the third saved page and begins at 0x22000: the
/// first page plus one page for each set bit below it.
final class PageBitmap implements PageMap {
    private final long firstPageOffset;
    private final long bits;
    private final long[] words;
    /// Set bits before each word.
    private final long[] rank;

    private final long count;

    /// @param bitmapOffset file offset of the bit array; all of it must lie inside the file
    /// @param bits number of bits
    /// @param firstPageOffset file offset of the first saved page
    PageBitmap(MappedFile file, long bitmapOffset, long bits, long firstPageOffset) {
        this.firstPageOffset = firstPageOffset;
        this.bits = bits;
        // Rounded up: the last byte may be used in part.
        int bytes = Math.toIntExact((bits + 7) / 8);
        var raw = new byte[(bytes + 7) / 8 * 8];
        file.copy(bitmapOffset, raw, 0, bytes);
        this.words = new long[raw.length / 8];
        this.rank = new long[words.length];
        long before = 0;
        for (int i = 0; i < words.length; i++) {
            words[i] = LittleEndian.u64(raw, i * 8);
            rank[i] = before;
            before += Long.bitCount(words[i]);
        }
        this.count = before;
    }

    @Override
    public long offsetOf(long pfn) {
        if (pfn >= bits) {
            return -1;
        }
        int word = (int) (pfn >>> 6);
        long bit = 1L << (pfn & 63);
        if ((words[word] & bit) == 0) {
            return -1;
        }
        long before = rank[word] + Long.bitCount(words[word] & bit - 1);
        return firstPageOffset + before * PhysicalMemory.PAGE_SIZE;
    }

    @Override
    public long count() {
        return count;
    }
}
