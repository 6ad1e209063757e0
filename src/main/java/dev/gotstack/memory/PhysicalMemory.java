package dev.gotstack.memory;

/// The physical pages a dump holds. Page size is [#PAGE_SIZE]; physical addresses are unsigned.
public interface PhysicalMemory {
    int PAGE_SIZE = 0x1000;

    /// Where the dump file holds the byte at a physical address.
    ///
    /// @return the file offset, or -1 if that page is not in the file
    long fileOffset(long pa);

    /// The physical address of the byte at a file offset: the inverse of [#fileOffset].
    ///
    /// @return the address, or -1 if what lies there is no page
    long addressAt(long fileOffset);

    /// Copies bytes that lie within one page.
    ///
    /// @return false if the page is not in the dump; then `target` is unchanged
    boolean read(long pa, byte[] target, int at, int length);

    /// An unsigned value of 4 or 8 bytes at a file offset that [#fileOffset] gave, within that page.
    long value(long fileOffset, int size);

    /// Why the page of `pa` is not here; asked only where [#fileOffset] is -1.
    default Hole.Reason absence(long pa) {
        return Hole.Reason.NOT_IN_DUMP;
    }

    /// How many pages the dump holds.
    long pageCount();
}
