package dev.gotstack.memory;

import dev.gotstack.io.MalformedFileException;

/// Memory that a structure needs is not in the dump, or is not mapped.
public final class MissingMemoryException extends MalformedFileException {
    private static final long serialVersionUID = 1L;

    private final long va;

    /// @param what what was being read, as `_KPCR.Prcb`
    public MissingMemoryException(String space, long va, String what, Hole hole) {
        super(
                space,
                -1,
                what + " at " + Long.toHexString(va),
                "memory",
                hole.reason().words() + " (" + hole.detail() + ")");
        this.va = va;
    }

    /// The first address that could not be read.
    public long va() {
        return va;
    }
}
