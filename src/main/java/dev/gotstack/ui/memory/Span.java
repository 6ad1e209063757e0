package dev.gotstack.ui.memory;

/// Consecutive bytes.
record Span(long start, long length) {
    static final Span NONE = new Span(0, 0);

    static Span between(long one, long other, int size) {
        long low = Long.compareUnsigned(one, other) < 0 ? one : other;
        long high = low == one ? other : one;
        return new Span(low, high - low + size);
    }

    boolean isEmpty() {
        return length == 0;
    }

    boolean touches(long at, long size) {
        return length > 0 && (at - start >= 0 && at - start < length || start - at >= 0 && start - at < size);
    }

    long end() {
        return start + length;
    }
}
