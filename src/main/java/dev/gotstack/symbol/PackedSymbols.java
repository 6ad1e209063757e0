package dev.gotstack.symbol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/// Sorted symbols in parallel arrays, names in one pool of bytes. A kernel has tens of thousands of symbols, a dump a
/// hundred images: as objects they would take far more than the dump's own tables.
final class PackedSymbols {
    private static final int KIND_BITS = 1;
    private static final int KIND_MASK = 1;
    /// Set if the shown name is the decorated one without its x86 decoration; else it is stored before the decorated
    /// one.
    private static final int DERIVED_NAME = 0x40;

    private static final char BETWEEN_NAMES = '\0';
    private static final List<Symbol.Kind> KINDS = List.of(Symbol.Kind.values());
    private static final List<Symbol.Source> SOURCES = List.of(Symbol.Source.values());

    private final int[] rvas;
    private final int[] sizes;
    private final short[] parameterBytes;
    private final byte[] traits;
    private final int[] nameStarts;
    private final byte[] names;

    private PackedSymbols(List<Symbol> symbols) {
        int count = symbols.size();
        rvas = new int[count];
        sizes = new int[count];
        parameterBytes = new short[count];
        traits = new byte[count];
        nameStarts = new int[count + 1];
        var pool = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            put(i, symbols.get(i), pool);
        }
        names = pool.toByteArray();
    }

    /// @param symbols sorted by RVA, all below 4 GiB
    static PackedSymbols of(List<Symbol> symbols) {
        return new PackedSymbols(symbols);
    }

    private void put(int i, Symbol symbol, ByteArrayOutputStream pool) {
        boolean derived = Decoration.x86(symbol.decorated()).name().equals(symbol.name());
        var text = derived || symbol.name().equals(symbol.decorated())
                ? symbol.decorated()
                : symbol.name() + BETWEEN_NAMES + symbol.decorated();
        rvas[i] = (int) symbol.rva();
        sizes[i] = (int) symbol.size();
        parameterBytes[i] = (short) symbol.parameterBytes();
        traits[i] = (byte) (KINDS.indexOf(symbol.kind())
                | (SOURCES.indexOf(symbol.source()) << KIND_BITS)
                | (derived ? DERIVED_NAME : 0));
        pool.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        nameStarts[i + 1] = pool.size();
    }

    int count() {
        return rvas.length;
    }

    long rva(int i) {
        return Integer.toUnsignedLong(rvas[i]);
    }

    Symbol get(int i) {
        var stored = stored(i);
        int sourceIndex = (traits[i] & ~DERIVED_NAME) >> KIND_BITS;
        return new Symbol(
                shown(i, stored),
                stored.substring(stored.indexOf(BETWEEN_NAMES) + 1),
                rva(i),
                Integer.toUnsignedLong(sizes[i]),
                KINDS.get(traits[i] & KIND_MASK),
                parameterBytes[i],
                SOURCES.get(sourceIndex));
    }

    String name(int i) {
        return shown(i, stored(i));
    }

    /// The last symbol with an RVA not above this one, -1 if there is none.
    int lastAtOrBelow(long rva) {
        int low = 0;
        int high = rvas.length;
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

    private String stored(int i) {
        return new String(names, nameStarts[i], nameStarts[i + 1] - nameStarts[i], StandardCharsets.UTF_8);
    }

    private String shown(int i, String stored) {
        if ((traits[i] & DERIVED_NAME) != 0) {
            return Decoration.x86(stored).name();
        }
        int end = stored.indexOf(BETWEEN_NAMES);
        return end < 0 ? stored : stored.substring(0, end);
    }
}
