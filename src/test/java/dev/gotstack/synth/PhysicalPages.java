package dev.gotstack.synth;

import dev.gotstack.memory.PhysicalMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;

/// Physical memory in a map, and long-mode page tables written into it by hand.
public final class PhysicalPages implements PhysicalMemory {
    private final Map<Long, byte[]> pages = new TreeMap<>();
    private final int levels;
    private long nextTable;

    /// @param levels 4 or 5
    /// @param root page frame number of the outermost table; further tables take the numbers after it
    public PhysicalPages(int levels, long root) {
        this.levels = levels;
        this.nextTable = root + 1;
        page(root);
    }

    /// The page of a page frame number, zeros at first.
    public ByteBuffer page(long pfn) {
        return ByteBuffer.wrap(pages.computeIfAbsent(pfn, ignored -> new byte[PAGE_SIZE]))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /// All pages by page frame number, ascending.
    public Map<Long, byte[]> all() {
        return pages;
    }

    public void drop(long pfn) {
        pages.remove(pfn);
    }

    /// Writes an entry, with the tables above it.
    ///
    /// @param depth 1: the innermost table's, 2: a 2 MiB page's, 3: a 1 GiB page's
    public void entry(long root, long va, int depth, long entry) {
        long table = root;
        for (int level = levels; level > depth; level--) {
            var entries = page(table);
            int at = slot(va, level);
            if (entries.getLong(at) == 0) {
                page(nextTable);
                entries.putLong(at, nextTable++ << 12 | 0x63);
            }
            table = entries.getLong(at) >> 12 & 0xff_ffff_ffffL;
        }
        page(table).putLong(slot(va, depth), entry);
    }

    private static int slot(long va, int level) {
        return (int) (va >> 12 + 9 * (level - 1) & 0x1ff) * 8;
    }

    @Override
    public long fileOffset(long pa) {
        return pages.containsKey(pa >>> 12) ? pa : -1;
    }

    @Override
    public long addressAt(long fileOffset) {
        return fileOffset(fileOffset);
    }

    @Override
    public boolean read(long pa, byte[] target, int at, int length) {
        var page = pages.get(pa >>> 12);
        if (page == null) {
            return false;
        }
        System.arraycopy(page, (int) (pa & 0xfff), target, at, length);
        return true;
    }

    @Override
    public long value(long fileOffset, int size) {
        var page = ByteBuffer.wrap(pages.getOrDefault(fileOffset >>> 12, new byte[0]))
                .order(ByteOrder.LITTLE_ENDIAN);
        int within = (int) (fileOffset & PAGE_SIZE - 1);
        return size == 4 ? page.getInt(within) & 0xffff_ffffL : page.getLong(within);
    }

    @Override
    public long pageCount() {
        return pages.size();
    }
}
