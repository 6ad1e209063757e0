package dev.gotstack.windows;

import dev.gotstack.memory.Hole;

/// The page below a kernel stack that is never mapped, so that a stack that grows too far faults instead of running
/// into somebody else's memory.
///
/// @param start its first address, one page below the stack's limit
/// @param hole why it cannot be read
public record GuardPage(long start, Hole hole) {
    public static final int SIZE = 0x1000;

    public boolean contains(long va) {
        return va - start >= 0 && va - start < SIZE;
    }
}
