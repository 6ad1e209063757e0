package dev.gotstack.dump;

import dev.gotstack.memory.PhysicalMemory;

/// A complete dump's pages: runs, stored one after another behind the header.
///
/// With runs {page 0x10, 3 pages} and {page 0x100, 2 pages} behind a 0x1000-byte header, page 0x101 is the fifth page
/// stored and begins at 0x1000 + 4 * 0x1000.
final class RunTable implements PageMap {
    private final long[] firstPage;
    private final long[] pages;
    private final long[] offset;
    private final long count;

    /// @param firstPage first page frame number of each run
    /// @param pages number of pages of each run
    /// @param dataOffset file offset of the first page stored
    RunTable(long[] firstPage, long[] pages, long dataOffset) {
        this.firstPage = firstPage.clone();
        this.pages = pages.clone();
        this.offset = new long[pages.length];
        long at = dataOffset;
        for (int i = 0; i < pages.length; i++) {
            offset[i] = at;
            at += pages[i] * PhysicalMemory.PAGE_SIZE;
        }
        this.count = (at - dataOffset) / PhysicalMemory.PAGE_SIZE;
    }

    @Override
    public long offsetOf(long pfn) {
        for (int i = 0; i < pages.length; i++) {
            long within = pfn - firstPage[i];
            if (within >= 0 && within < pages[i]) {
                return offset[i] + within * PhysicalMemory.PAGE_SIZE;
            }
        }
        return -1;
    }

    @Override
    public long count() {
        return count;
    }
}
