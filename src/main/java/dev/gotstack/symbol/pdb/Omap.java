package dev.gotstack.symbol.pdb;

import java.util.stream.IntStream;

/// A map between an image as linked and as re-ordered by a tool (BBT): sorted pairs of RVAs. Addresses between two
/// entries keep their distance from the lower one. Empty if the image was not re-ordered; then every RVA is its own.
final class Omap {
    private static final int ENTRY_SIZE = 8;

    private final Bytes entries;
    private final int count;

    private Omap(Bytes entries) {
        this.entries = entries;
        this.count = (int) (entries.size() / ENTRY_SIZE);
    }

    static Omap none() {
        return new Omap(new Bytes("no OMAP", new byte[0]));
    }

    /// Pairs {rva, rvaTo}; sorted again, for a binary search must not depend on a file's promise.
    static Omap of(Bytes stream) {
        var omap = new Omap(stream);
        boolean sorted = IntStream.range(1, omap.count).allMatch(i -> omap.from(i - 1) <= omap.from(i));
        return sorted ? omap : omap.sorted();
    }

    boolean isEmpty() {
        return count == 0;
    }

    /// The RVA in the other image, -1 if that code was removed.
    long map(long rva) {
        if (isEmpty()) {
            return rva;
        }
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (from(middle) <= rva) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low == 0) {
            return rva; // headers before the first entry are not moved
        }
        long to = entries.u32((low - 1L) * ENTRY_SIZE + 4);
        return to == 0 ? -1 : to + (rva - from(low - 1));
    }

    private long from(int i) {
        return entries.u32((long) i * ENTRY_SIZE);
    }

    private Omap sorted() {
        var content = new byte[count * ENTRY_SIZE];
        var order = IntStream.range(0, count)
                .boxed()
                .sorted((a, b) -> Long.compare(from(a), from(b)))
                .toList();
        for (int i = 0; i < count; i++) {
            entries.copy((long) order.get(i) * ENTRY_SIZE, content, i * ENTRY_SIZE, ENTRY_SIZE);
        }
        return new Omap(new Bytes(entries.name(), content));
    }
}
