package dev.gotstack.windows;

import dev.gotstack.memory.AddressSpace;
import dev.gotstack.memory.PhysicalMemory;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/// The way back: at which addresses physical pages are mapped.
public final class PageAddresses {
    /// Pages that are looked at, from the lowest kernel address on.
    private static final int MOST_PAGES = 200_000;

    private final Map<Long, Long> addresses = new HashMap<>();

    private PageAddresses() {}

    /// The first kernel address of each page in an address space; pages that are not mapped there, or not within the
    /// first 200,000, are left out.
    ///
    /// @param check called for each page that is looked at; may throw to end it
    public static PageAddresses of(PhysicalMemory physical, AddressSpace space, Runnable check) {
        var found = new PageAddresses();
        boolean wide = space.pointerSize() != 4;
        long limit = wide ? -PhysicalMemory.PAGE_SIZE : 0x1_0000_0000L;
        long va = space.nextMapped(wide ? 0xffff_8000_0000_0000L : 0x8000_0000L, limit);
        for (int pages = 0; va != -1 && pages < MOST_PAGES; pages++) {
            check.run();
            long offset = space.fileOffset(va);
            if (offset >= 0) {
                found.addresses.putIfAbsent(physical.addressAt(offset), va);
            }
            long next = va + PhysicalMemory.PAGE_SIZE;
            va = Long.compareUnsigned(next, va) > 0 ? space.nextMapped(next, limit) : -1;
        }
        return found;
    }

    /// The address at which a byte of physical memory is mapped.
    public OptionalLong of(long pa) {
        var page = addresses.get(pa & -PhysicalMemory.PAGE_SIZE);
        return page == null ? OptionalLong.empty() : OptionalLong.of(page + (pa & PhysicalMemory.PAGE_SIZE - 1));
    }
}
