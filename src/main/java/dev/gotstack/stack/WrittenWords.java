package dev.gotstack.stack;

import java.util.Arrays;

/// What simulated code wrote to memory: a value for each address. Code between two calls writes few words and reads
/// the latest most, so they are kept in order and looked for from the end. Copies share them until one side writes.
final class WrittenWords {
    private static final int FIRST = 16;

    private long[] addresses;
    private long[] values;
    private int size;
    private boolean shared;

    WrittenWords() {
        this.addresses = new long[FIRST];
        this.values = new long[FIRST];
    }

    private WrittenWords(WrittenWords other) {
        this.addresses = other.addresses;
        this.values = other.values;
        this.size = other.size;
        this.shared = true;
        other.shared = true;
    }

    /// An independent copy.
    WrittenWords fork() {
        return new WrittenWords(this);
    }

    /// Where the value of the word at `va` is, or -1 if it was not written.
    int indexOf(long va) {
        for (int i = size - 1; i >= 0; i--) {
            if (addresses[i] == va) {
                return i;
            }
        }
        return -1;
    }

    long value(int index) {
        return values[index];
    }

    void put(long va, long value) {
        int index = indexOf(va);
        if (shared || size == addresses.length) {
            int capacity = size == addresses.length ? 2 * size : addresses.length;
            addresses = Arrays.copyOf(addresses, capacity);
            values = Arrays.copyOf(values, capacity);
            shared = false;
        }
        if (index < 0) {
            index = size++;
            addresses[index] = va;
        }
        values[index] = value;
    }
}
