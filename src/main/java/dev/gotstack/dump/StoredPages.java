package dev.gotstack.dump;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.io.MappedFile;
import dev.gotstack.memory.Hole;
import dev.gotstack.memory.PhysicalMemory;

/// Physical memory whose pages lie in the dump file, wherever the format's map puts them.
record StoredPages(MappedFile file, PageMap map) implements PhysicalMemory {

    @Override
    public long fileOffset(long pa) {
        long page = map.offsetOf(pa >>> 12);
        return page < 0 || page + PAGE_SIZE > file.size() ? -1 : page + (pa & PAGE_SIZE - 1);
    }

    @Override
    public long addressAt(long fileOffset) {
        long page = map.pageAt(fileOffset);
        // Pages are stored at multiples of their size from the first one, wherever that lies.
        return page < 0 ? -1 : (page << 12) + (fileOffset - map.offsetOf(page));
    }

    @Override
    public Hole.Reason absence(long pa) {
        return map.offsetOf(pa >>> 12) < 0 ? Hole.Reason.NOT_IN_DUMP : Hole.Reason.CUT_OFF;
    }

    @Override
    public boolean read(long pa, byte[] target, int at, int length) {
        long from = fileOffset(pa);
        if (from < 0) {
            return false;
        }
        try {
            file.copy(from, target, at, length);
            return true;
        } catch (MalformedFileException | InternalError e) {
            // Cut off while it is open: the page is among those that are not there. The error may come late.
            return false;
        }
    }

    @Override
    public long value(long fileOffset, int size) {
        return size == 4 ? file.u32(fileOffset) : file.u64(fileOffset);
    }

    @Override
    public long pageCount() {
        return map.count();
    }
}
