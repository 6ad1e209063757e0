package dev.gotstack.symbol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/// Collects the symbols of one image, and sorts them by RVA. Symbols that share their RVA with others are made at
/// once, for their names decide their order; of the rest a raw one is kept as its position. Good for one table only.
public final class SymbolTableBuilder {
    private static final long END_OF_IMAGE_SPACE = 1L << 32;
    private static final int FIRST_CAPACITY = 64;

    private final RawSymbols raw;
    private final List<Symbol> made = new ArrayList<>();
    private long[] keys = new long[FIRST_CAPACITY];
    private int count;

    /// @param raw makes the symbols of the positions that will be added
    public SymbolTableBuilder(RawSymbols raw) {
        this.raw = raw;
    }

    /// Without raw symbols.
    SymbolTableBuilder() {
        this((position, rva) -> {
            throw new IllegalStateException("no raw symbols: " + position);
        });
    }

    /// Adds a symbol that can be made from its record. It must have a name.
    public void add(long rva, int position) {
        if (inImage(rva)) {
            put(SymbolKey.of(rva, position));
        }
    }

    public void add(Symbol symbol) {
        if (inImage(symbol.rva()) && !symbol.name().isEmpty()) {
            put(SymbolKey.of(symbol.rva(), ~made.size()));
            made.add(symbol);
        }
    }

    void addAll(Collection<Symbol> symbols) {
        symbols.forEach(this::add);
    }

    /// The table. What is merged takes the place of what it was merged from: there are never more than before.
    public SymbolTable build() {
        keys = SymbolKey.sorted(keys, count);
        var own = new ArrayList<Symbol>();
        int kept = 0;
        for (int from = 0; from < count; ) {
            int to = endOfSameRva(from);
            if (to - from == 1 && SymbolKey.place(keys[from]) >= 0) {
                keys[kept++] = keys[from];
            } else {
                for (var symbol : SymbolOrder.sortedAndMerged(symbols(from, to))) {
                    keys[kept++] = SymbolKey.of(symbol.rva(), ~own.size());
                    own.add(symbol);
                }
            }
            from = to;
        }
        return new SymbolTable(new PackedSymbols(Arrays.copyOf(keys, kept), raw, new SymbolPool(own)));
    }

    private int endOfSameRva(int from) {
        long rva = SymbolKey.rva(keys[from]);
        int to = from + 1;
        while (to < count && SymbolKey.rva(keys[to]) == rva) {
            to++;
        }
        return to;
    }

    private List<Symbol> symbols(int from, int to) {
        var symbols = new ArrayList<Symbol>(to - from);
        for (int i = from; i < to; i++) {
            int place = SymbolKey.place(keys[i]);
            symbols.add(place < 0 ? made.get(~place) : raw.symbol(place, SymbolKey.rva(keys[i])));
        }
        return symbols;
    }

    private static boolean inImage(long rva) {
        return rva >= 0 && rva < END_OF_IMAGE_SPACE;
    }

    private void put(long key) {
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, count * 2);
        }
        keys[count++] = key;
    }
}
