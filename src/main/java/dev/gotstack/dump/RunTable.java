package dev.gotstack.dump;

import dev.gotstack.memory.PhysicalMemory;
import java.util.Arrays;

/// Pages in runs, stored one run after another: those of a complete dump's header, or the ranges of a `RDMP` dump.
///
/// With runs {page 0x10, 3 pages} and {page 0x100, 2 pages} behind a 0x1000-byte header, page 0x101 is the fifth page
/// stored and begins at 0x1000 + 4 * 0x1000.
final class RunTable implements PageMap {
    /// Runs there may be: their number shares a `long` with a page frame number of 40 bits.
    static final int MOST_RUNS = 1 << 21;

    private static final int INDEX_BITS = 21;

    private final long[] first;
    private final long[] pages;
    private final long[] offset;
    /// First page frame number and index of each run, in ascending order.
    private final long[] sorted;

    private final long count;

    /// For each bucket of page frame numbers the last run, in ascending order, that begins before the bucket ends.
    private final int[] buckets;

    private final int bucketBits;

    /// @param firstPage first page frame number of each run, below 2^40
    /// @param pages number of pages of each run
    /// @param dataOffset file offset of the first page stored
    RunTable(long[] firstPage, long[] pages, long dataOffset) {
        this.first = firstPage.clone();
        this.pages = pages.clone();
        this.offset = new long[pages.length];
        this.sorted = new long[pages.length];
        long at = dataOffset;
        for (int i = 0; i < pages.length; i++) {
            offset[i] = at;
            sorted[i] = firstPage[i] << INDEX_BITS | i;
            at += pages[i] * PhysicalMemory.PAGE_SIZE;
        }
        Arrays.sort(sorted);
        this.count = (at - dataOffset) / PhysicalMemory.PAGE_SIZE;
        long end = sorted.length == 0 ? 0 : sorted[sorted.length - 1] >>> INDEX_BITS;
        int bits = 0;
        while (end >>> bits >= 4L * sorted.length + 64) {
            bits++;
        }
        this.bucketBits = bits;
        this.buckets = new int[(int) (end >>> bits) + 1];
        for (int bucket = 0, place = -1; bucket < buckets.length; bucket++) {
            while (place + 1 < sorted.length && sorted[place + 1] >>> INDEX_BITS + bits <= bucket) {
                place++;
            }
            buckets[bucket] = place;
        }
    }

    @Override
    public long offsetOf(long pfn) {
        if (pfn < 0) {
            return -1;
        }
        int bucket = (int) Math.min(pfn >>> bucketBits, buckets.length - 1);
        int place = buckets[bucket];
        int low = bucket == 0 ? 0 : Math.max(0, buckets[bucket - 1]);
        // Of the runs that begin in the bucket or last before it, the last one that begins at or below the page.
        while (low < place) {
            int middle = low + place + 1 >>> 1;
            if (sorted[middle] >>> INDEX_BITS <= pfn) {
                low = middle;
            } else {
                place = middle - 1;
            }
        }
        if (place < 0 || sorted[place] >>> INDEX_BITS > pfn) {
            return -1;
        }
        int run = (int) sorted[place] & MOST_RUNS - 1;
        long within = pfn - (sorted[place] >>> INDEX_BITS);
        return within < pages[run] ? offset[run] + within * PhysicalMemory.PAGE_SIZE : -1;
    }

    @Override
    public long pageAt(long at) {
        int found = Arrays.binarySearch(offset, at);
        int run = found >= 0 ? found : -found - 2;
        if (run < 0) {
            return -1;
        }
        // Of runs without pages, which begin where the next one does, the last is found or skipped.
        while (run < pages.length - 1 && offset[run + 1] <= at) {
            run++;
        }
        long within = (at - offset[run]) / PhysicalMemory.PAGE_SIZE;
        return within < pages[run] ? first[run] + within : -1;
    }

    @Override
    public long count() {
        return count;
    }

    /// Whether any page belongs to two runs.
    boolean overlaps() {
        for (int i = 1; i < sorted.length; i++) {
            int before = (int) sorted[i - 1] & MOST_RUNS - 1;
            if ((sorted[i - 1] >>> INDEX_BITS) + pages[before] > sorted[i] >>> INDEX_BITS) {
                return true;
            }
        }
        return false;
    }
}
