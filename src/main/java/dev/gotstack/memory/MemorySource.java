package dev.gotstack.memory;

import dev.gotstack.io.ByteSource;

/// A range of an address space as a byte source: an image in dumped memory, read by the same code as an image file.
///
/// @param base first address
/// @param size length in bytes
public record MemorySource(AddressSpace space, String name, long base, long size) implements ByteSource {

    @Override
    public void copy(long offset, byte[] target, int at, int length) {
        check(offset, length, "bytes");
        int got = space.read(base + offset, target, at, length);
        if (got < length) {
            throw space.missing(base + offset + got, name);
        }
    }
}
