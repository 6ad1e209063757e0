package dev.gotstack.symbol;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;

/// The symbols of one image, sorted by RVA. Of several at one RVA the first stands for all in lookups by address:
/// functions before data, then the shortest name, then the alphabetically first.
///
/// Symbols are kept packed (at most about 20 bytes each, and their name's) and made when asked for. Immutable.
public final class SymbolTable {
    private final PackedSymbols symbols;
    private final Lazy<int[]> byName;

    SymbolTable(PackedSymbols symbols) {
        this.symbols = symbols;
        this.byName = new Lazy<>(symbols::orderByName);
    }

    /// A table without symbols.
    public static SymbolTable empty() {
        return of(List.of());
    }

    /// A table of these symbols. A public and a procedure of one name at one address become one symbol. Symbols beyond
    /// 4 GiB cannot lie in an image and are left out.
    public static SymbolTable of(Collection<Symbol> symbols) {
        var builder = new SymbolTableBuilder();
        builder.addAll(symbols);
        return builder.build();
    }

    public int size() {
        return symbols.count();
    }

    /// The symbol nearest at or below an RVA. Whether it reaches that far is known only if it has a size.
    public Optional<Symbol> at(long rva) {
        return first(symbols.lastAtOrBelow(rva));
    }

    /// The symbol with the next higher RVA.
    public Optional<Symbol> next(Symbol symbol) {
        int after = symbols.lastAtOrBelow(symbol.rva()) + 1;
        return after < size() ? Optional.of(symbols.get(after)) : Optional.empty();
    }

    /// All symbols at exactly this RVA, the preferred one first.
    public List<Symbol> allAt(long rva) {
        int last = symbols.lastAtOrBelow(rva);
        if (last < 0 || symbols.rva(last) != rva) {
            return List.of();
        }
        return List.copyOf(all().subList(symbols.firstOfSameRva(last), last + 1));
    }

    /// A symbol by its shown or decorated name; if there is none, the same ignoring case.
    public Optional<Symbol> named(String name) {
        var exact = candidates(name).stream()
                .filter(s -> s.name().equals(name) || s.decorated().equals(name))
                .findFirst();
        return exact.isPresent() ? exact : candidates(name).stream().findFirst();
    }

    /// Symbols whose shown name matches a pattern of `*` and `?`, case ignored, by RVA.
    public List<Symbol> matching(String wildcard) {
        var pattern = new Wildcard(wildcard);
        var found = new ArrayList<Symbol>();
        for (int i = 0; i < size(); i++) {
            if (pattern.matches(symbols.name(i))) {
                found.add(symbols.get(i));
            }
        }
        return List.copyOf(found);
    }

    /// Symbols whose shown name begins with `prefix`, case ignored, in the order of their names; at most `most`.
    public List<Symbol> startingWith(String prefix, int most) {
        var found = new ArrayList<Symbol>();
        var order = byName.get();
        for (int i = firstAtOrAfter(prefix); i < order.length && found.size() < most; i++) {
            if (!symbols.name(order[i]).regionMatches(true, 0, prefix, 0, prefix.length())) {
                break;
            }
            found.add(symbols.get(order[i]));
        }
        return List.copyOf(found);
    }

    /// A view of all symbols by RVA.
    public List<Symbol> all() {
        return new View(symbols);
    }

    /// Symbols whose shown name is `name`, or whose decorated name is, ignoring case. A decorated name is found
    /// through what it would be shown as.
    private List<Symbol> candidates(String name) {
        var found = new ArrayList<>(shownAs(name));
        for (var plain : List.of(
                Decoration.x86(name).name(), Decoration.callingConvention(name).name())) {
            shownAs(plain).stream()
                    .filter(s -> s.decorated().equalsIgnoreCase(name))
                    .forEach(found::add);
        }
        return found;
    }

    private List<Symbol> shownAs(String name) {
        var order = byName.get();
        var found = new ArrayList<Symbol>();
        for (int i = firstAtOrAfter(name);
                i < order.length && symbols.name(order[i]).equalsIgnoreCase(name);
                i++) {
            found.add(symbols.get(order[i]));
        }
        return found;
    }

    /// Index in the order of names of the first that is not before `name`.
    private int firstAtOrAfter(String name) {
        var order = byName.get();
        int low = 0;
        int high = order.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (symbols.name(order[middle]).compareToIgnoreCase(name) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private Optional<Symbol> first(int index) {
        return index < 0 ? Optional.empty() : Optional.of(symbols.get(symbols.firstOfSameRva(index)));
    }

    private static final class View extends AbstractList<Symbol> implements RandomAccess {
        private final PackedSymbols symbols;

        View(PackedSymbols symbols) {
            this.symbols = symbols;
        }

        @Override
        public Symbol get(int index) {
            return symbols.get(index);
        }

        @Override
        public int size() {
            return symbols.count();
        }
    }
}
