package dev.gotstack.memory;

import java.util.List;

/// The shapes of page tables, as data. Source: Intel SDM volume 3, chapter "Paging".
public enum PagingMode {
    /// 32-bit without PAE: 4-byte entries, 4 MiB large pages.
    X86(4, 0xffff_f000L, 0xffff_f000L, List.of(new Level("PDE", 22, 10, true), new Level("PTE", 12, 10, false))),
    /// 32-bit with PAE: 8-byte entries, four PDPT entries, 2 MiB large pages. Transition entries: the published layout.
    PAE(
            8,
            0xffff_ffe0L,
            0x3f_ffff_f000L,
            List.of(new Level("PDPTE", 30, 2, false), new Level("PDE", 21, 9, true), new Level("PTE", 12, 9, false))),
    /// 64-bit, four levels.
    LEVEL4(8, 0xf_ffff_ffff_f000L, 0x1fff_ffff_f000L, longModeLevels(false)),
    /// 64-bit, five levels.
    LEVEL5(8, 0xf_ffff_ffff_f000L, 0x1fff_ffff_f000L, longModeLevels(true));

    /// What one entry of a table leads to.
    enum State {
        PAGE,
        TABLE,
        /// A page that is still in memory although its entry is not valid.
        TRANSITION_PAGE,
        /// A table that is still in memory although the entry that leads to it is not valid.
        TRANSITION_TABLE,
        ABSENT
    }

    private static final long VALID = 1;
    private static final long LARGE = 1 << 7;
    private static final long PROTOTYPE = 1 << 10;
    private static final long TRANSITION = 1 << 11;

    /// One level of tables.
    ///
    /// @param name name of its entries
    /// @param shift lowest bit of the virtual address that indexes it
    /// @param bits number of index bits
    /// @param largePages whether bit 7 of an entry makes it map a large page
    public record Level(String name, int shift, int bits, boolean largePages) {}

    private final int entrySize;
    private final long rootMask;
    private final long transitionMask;
    private final List<Level> levels;

    PagingMode(int entrySize, long rootMask, long transitionMask, List<Level> levels) {
        this.entrySize = entrySize;
        this.rootMask = rootMask;
        this.transitionMask = transitionMask;
        this.levels = levels;
    }

    private static List<Level> longModeLevels(boolean five) {
        var four = List.of(
                new Level("PML4E", 39, 9, false),
                new Level("PDPTE", 30, 9, true),
                new Level("PDE", 21, 9, true),
                new Level("PTE", 12, 9, false));
        return five
                ? List.of(new Level("PML5E", 48, 9, false), four.get(0), four.get(1), four.get(2), four.get(3))
                : four;
    }

    /// Bytes of one entry.
    public int entrySize() {
        return entrySize;
    }

    /// Tables, outermost first.
    public List<Level> levels() {
        return levels;
    }

    public int pointerSize() {
        return this == X86 || this == PAE ? 4 : 8;
    }

    /// Physical address of the outermost table, from CR3 as the processor or Windows keeps it: in long mode without the
    /// process-context identifier (bits 11 to 0) and the bit that keeps translations (63). Kernels that shadow their
    /// tables have two such values a process; each of them is a root of its own.
    public long root(long cr3) {
        return cr3 & rootMask;
    }

    /// Whether the processor accepts the address: bits above the translated ones repeat the highest of them.
    public boolean canonical(long va) {
        return pointerSize() == 4 ? va >>> 32 == 0 : extend(va) == va;
    }

    /// The address with its upper bits as the processor wants them.
    long extend(long va) {
        if (pointerSize() == 4) {
            return va;
        }
        return va << unusedBits() >> unusedBits();
    }

    /// How many of 64 bits are above those that the tables translate.
    int unusedBits() {
        return 64 - (levels.getFirst().shift() + levels.getFirst().bits());
    }

    /// Whether the processor accepts the entry.
    boolean isValid(long entry) {
        return (entry & VALID) != 0;
    }

    /// What an entry of a level's tables leads to. Invalid entries are read as Windows means them.
    State state(long entry, Level level) {
        boolean innermost = level.shift() == 12;
        if ((entry & VALID) != 0) {
            return innermost || level.largePages() && (entry & LARGE) != 0 ? State.PAGE : State.TABLE;
        }
        if ((entry & PROTOTYPE) != 0 || (entry & TRANSITION) == 0) {
            return State.ABSENT;
        }
        return innermost ? State.TRANSITION_PAGE : State.TRANSITION_TABLE;
    }

    /// What Windows means by an entry whose valid bit is clear and that is not in transition.
    Translation.EntryKind kind(long entry) {
        if (entry == 0) {
            return Translation.EntryKind.ZERO;
        }
        if ((entry & PROTOTYPE) != 0) {
            return Translation.EntryKind.PROTOTYPE;
        }
        return pageFileOffset(entry) != 0 ? Translation.EntryKind.PAGE_FILE : Translation.EntryKind.DEMAND_ZERO;
    }

    /// Base of the page or table that a valid entry points to.
    long base(long entry) {
        return entry & (this == X86 ? 0xffff_f000L : 0xf_ffff_ffff_f000L);
    }

    /// Base of a large page. Without PAE, bits 13 to 20 carry physical address bits 32 to 39 (PSE-36).
    long largeBase(long entry, int shift) {
        if (this == X86) {
            return entry & 0xffc0_0000L | (entry >>> 13 & 0xff) << 32;
        }
        return entry & 0xf_ffff_ffff_f000L & -(1L << shift);
    }

    /// Base of a page in transition: still in memory although its entry is not valid. In long mode bits above 44 are
    /// left out: late builds set one of them in invalid entries so that the processor cannot speculate through them.
    long transitionBase(long entry) {
        return entry & transitionMask;
    }

    /// Where a software entry keeps its page-file offset; zero bits there mean that none was given.
    private long pageFileOffset(long entry) {
        return this == X86 ? entry >>> 12 & 0xfffff : entry >>> 32;
    }
}
