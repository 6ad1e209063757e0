package dev.gotstack.symbol;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Which of several symbols at one address goes first, and which are one and the same.
final class SymbolOrder {
    private static final Comparator<Symbol> PREFERRED_FIRST = Comparator.comparingLong(Symbol::rva)
            .thenComparing(Symbol::kind)
            .thenComparingInt(symbol -> symbol.name().length())
            .thenComparing(Symbol::name)
            .thenComparing(Symbol::source)
            .thenComparing(Symbol::decorated);

    private SymbolOrder() {}

    static List<Symbol> sortedAndMerged(Collection<Symbol> symbols) {
        var sorted = new ArrayList<>(symbols);
        sorted.sort(PREFERRED_FIRST);
        var merged = new ArrayList<Symbol>(sorted.size());
        for (var symbol : sorted) {
            int last = merged.size() - 1;
            if (last >= 0 && sameThing(merged.get(last), symbol)) {
                merged.set(last, merge(merged.get(last), symbol));
            } else {
                merged.add(symbol);
            }
        }
        return merged;
    }

    private static boolean sameThing(Symbol one, Symbol other) {
        return one.rva() == other.rva()
                && one.kind() == other.kind()
                && one.name().equals(other.name());
    }

    /// The procedure brings the size, the public the decorated name and with it the bytes of arguments.
    private static Symbol merge(Symbol first, Symbol next) {
        var decorated = first.decorated().equals(first.name()) ? next.decorated() : first.decorated();
        return new Symbol(
                first.name(),
                decorated,
                first.rva(),
                Math.max(first.size(), next.size()),
                first.kind(),
                Math.max(first.parameterBytes(), next.parameterBytes()),
                first.source());
    }
}
