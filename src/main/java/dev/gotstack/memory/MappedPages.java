package dev.gotstack.memory;

import dev.gotstack.io.LittleEndian;
import java.util.HashSet;
import java.util.Set;

/// Finds mapped pages by walking the tables themselves, so that whatever a table leaves out is skipped as a whole.
///
/// Tables may be shared or contain themselves: Windows maps its own tables that way, and damage does worse. A table
/// that was found empty at a level is empty wherever it is met again at that level, so each is searched once a level.
final class MappedPages {
    private static final long PAGE = PhysicalMemory.PAGE_SIZE;

    private final PhysicalMemory physical;
    private final PagingMode mode;
    private final long last;
    private final byte[] raw = new byte[8];
    /// Physical addresses of tables found empty, with the level's index in the low bits (tables are 32-byte aligned).
    private final Set<Long> empty = new HashSet<>();

    /// @param last the last address that may be found
    MappedPages(PhysicalMemory physical, PagingMode mode, long last) {
        this.physical = physical;
        this.mode = mode;
        this.last = last;
    }

    /// The first mapped page at or above `from`, or -1.
    long next(long cr3, long from) {
        return search(mode.root(cr3), 0, 0, from & -PAGE);
    }

    private long search(long table, int depth, long base, long from) {
        if (empty.contains(table | depth)) {
            return -1;
        }
        var level = mode.levels().get(depth);
        long span = 1L << level.shift();
        for (int i = 0; i < 1 << level.bits(); i++) {
            long start = mode.extend(base + i * span);
            if (Long.compareUnsigned(start + (span - 1), from) < 0) {
                continue;
            }
            if (Long.compareUnsigned(start, last) > 0) {
                return -1;
            }
            if (!physical.read(table + (long) i * mode.entrySize(), raw, 0, mode.entrySize())) {
                break;
            }
            long found = entry(LittleEndian.unsigned(raw, 0, mode.entrySize()), depth, start, from);
            if (found != -1) {
                return Long.compareUnsigned(found, last) > 0 ? -1 : found;
            }
        }
        if (Long.compareUnsigned(from, mode.extend(base)) <= 0) {
            empty.add(table | depth);
        }
        return -1;
    }

    private long entry(long entry, int depth, long start, long from) {
        var level = mode.levels().get(depth);
        long here = Long.compareUnsigned(start, from) < 0 ? from : start;
        return switch (mode.state(entry, level)) {
            case PAGE, TRANSITION_PAGE -> here;
            case TABLE -> search(mode.base(entry), depth + 1, start, from);
            case TRANSITION_TABLE -> search(mode.transitionBase(entry), depth + 1, start, from);
            case ABSENT -> -1;
        };
    }
}
