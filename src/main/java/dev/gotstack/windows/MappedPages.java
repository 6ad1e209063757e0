package dev.gotstack.windows;

import dev.gotstack.memory.AddressSpace;
import dev.gotstack.memory.PhysicalMemory;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

/// The way back: at which addresses physical pages are mapped.
public final class MappedPages {
    /// Pages whose addresses are looked through for those that are sought.
    private static final int MOST_PAGES = 200_000;

    private MappedPages() {}

    /// The first kernel address of each page in an address space; pages that are not mapped there, or not within the
    /// first 200,000, are left out.
    ///
    /// @param sought physical addresses of pages
    /// @param check called for each page that is looked at; may throw to end it
    public static Map<Long, Long> of(
            PhysicalMemory physical, AddressSpace space, Collection<Long> sought, Runnable check) {
        var left = new HashSet<>(sought);
        var addresses = new HashMap<Long, Long>();
        boolean wide = space.pointerSize() != 4;
        long limit = wide ? -PhysicalMemory.PAGE_SIZE : 0x1_0000_0000L;
        long start = wide ? 0xffff_8000_0000_0000L : 0x8000_0000L;
        long va = space.nextMapped(start, limit);
        for (int pages = 0; va != -1 && !left.isEmpty() && pages < MOST_PAGES; pages++) {
            check.run();
            long offset = space.fileOffset(va);
            long pa = offset < 0 ? -1 : physical.addressAt(offset);
            if (left.remove(pa)) {
                addresses.put(pa, va);
            }
            long next = va + PhysicalMemory.PAGE_SIZE;
            va = Long.compareUnsigned(next, va) > 0 ? space.nextMapped(next, limit) : -1;
        }
        return addresses;
    }
}
