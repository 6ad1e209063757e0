package dev.gotstack.memory;

import dev.gotstack.io.MalformedFileException;

/// Memory that a structure needs is not in the dump, or is not mapped.
public final class MissingMemoryException extends MalformedFileException {
    private static final long serialVersionUID = 1L;

    private final long va;
    private final transient Hole hole;

    /// @param what what was being read, as `_KPCR.Prcb`
    public MissingMemoryException(String space, long va, String what, Hole hole) {
        super(space, -1, what + " at " + Long.toHexString(va), "memory", "");
        this.va = va;
        this.hole = hole;
    }

    /// Most of these are caught and never shown: the words are looked for when they are asked for.
    @Override
    public String found() {
        return hole.reason().words().english() + " (" + hole.detail().english() + ")";
    }

    /// The first address that could not be read.
    public long va() {
        return va;
    }
}
