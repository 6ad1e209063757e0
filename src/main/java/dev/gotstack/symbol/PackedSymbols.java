package dev.gotstack.symbol;

import java.util.stream.IntStream;

/// Sorted symbols as numbers: what stands in a file's records stays there, the others are in a pool.
final class PackedSymbols {
    private final long[] keys;
    private final RawSymbols raw;
    private final SymbolPool pool;

    /// @param keys sorted; a place is a position among the raw symbols, or the complement of an index in the pool
    PackedSymbols(long[] keys, RawSymbols raw, SymbolPool pool) {
        this.keys = keys;
        this.raw = raw;
        this.pool = pool;
    }

    int count() {
        return keys.length;
    }

    long rva(int i) {
        return SymbolKey.rva(keys[i]);
    }

    Symbol get(int i) {
        int place = SymbolKey.place(keys[i]);
        return place < 0 ? pool.get(~place, rva(i)) : raw.symbol(place, rva(i));
    }

    String name(int i) {
        return get(i).name();
    }

    /// The last symbol with an RVA not above this one, -1 if there is none.
    int lastAtOrBelow(long rva) {
        int low = 0;
        int high = keys.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rva(middle) <= rva) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    int firstOfSameRva(int index) {
        return lastAtOrBelow(rva(index) - 1) + 1;
    }

    /// Indexes sorted by shown name, case ignored; equal names stay sorted by RVA.
    int[] orderByName() {
        var all = new String[count()];
        for (int i = 0; i < all.length; i++) {
            all[i] = name(i);
        }
        return IntStream.range(0, all.length)
                .boxed()
                .sorted((a, b) -> all[a].compareToIgnoreCase(all[b]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
