package dev.gotstack.dump;

import dev.gotstack.memory.PhysicalMemory;

/// Physical memory of a small dump: none.
record NoPages() implements PhysicalMemory {

    @Override
    public long fileOffset(long pa) {
        return -1;
    }

    @Override
    public long addressAt(long fileOffset) {
        return -1;
    }

    @Override
    public boolean read(long pa, byte[] target, int at, int length) {
        return false;
    }

    @Override
    public long value(long fileOffset, int size) {
        throw new IllegalArgumentException("There are no pages");
    }

    @Override
    public long pageCount() {
        return 0;
    }
}
