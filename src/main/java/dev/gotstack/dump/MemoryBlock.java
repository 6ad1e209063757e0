package dev.gotstack.dump;

/// A piece of virtual memory that a small dump holds.
///
/// @param va its first address
/// @param size bytes
/// @param offset where it is in the file
public record MemoryBlock(long va, long size, long offset) {
    long last() {
        return va + (size - 1);
    }

    /// The part behind the first `bytes` bytes.
    MemoryBlock without(long bytes) {
        return new MemoryBlock(va + bytes, size - bytes, offset + bytes);
    }
}
