package dev.gotstack.symbol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Symbols in parallel arrays, names in one pool of bytes: as objects they would take far more. Where they lie is
/// known elsewhere.
final class SymbolPool {
    private static final int KIND_BITS = 1;
    private static final int KIND_MASK = 1;
    /// Set if the shown name is the decorated one without its x86 decoration; else it is stored before the decorated
    /// one.
    private static final int DERIVED_NAME = 0x40;

    private static final char BETWEEN_NAMES = '\0';
    private static final List<Symbol.Kind> KINDS = List.of(Symbol.Kind.values());
    private static final List<Symbol.Source> SOURCES = List.of(Symbol.Source.values());

    private final int[] sizes;
    private final short[] parameterBytes;
    private final byte[] traits;
    private final int[] nameStarts;
    private final byte[] names;

    SymbolPool(List<Symbol> symbols) {
        int count = symbols.size();
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

    private void put(int i, Symbol symbol, ByteArrayOutputStream pool) {
        boolean derived = Decoration.x86(symbol.decorated()).name().equals(symbol.name());
        var text = derived || symbol.name().equals(symbol.decorated())
                ? symbol.decorated()
                : symbol.name() + BETWEEN_NAMES + symbol.decorated();
        sizes[i] = (int) symbol.size();
        parameterBytes[i] = (short) symbol.parameterBytes();
        traits[i] = (byte) (KINDS.indexOf(symbol.kind())
                | (SOURCES.indexOf(symbol.source()) << KIND_BITS)
                | (derived ? DERIVED_NAME : 0));
        pool.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        nameStarts[i + 1] = pool.size();
    }

    Symbol get(int i, long rva) {
        var stored = new String(names, nameStarts[i], nameStarts[i + 1] - nameStarts[i], StandardCharsets.UTF_8);
        int sourceIndex = (traits[i] & ~DERIVED_NAME) >> KIND_BITS;
        return new Symbol(
                shown(i, stored),
                stored.substring(stored.indexOf(BETWEEN_NAMES) + 1),
                rva,
                Integer.toUnsignedLong(sizes[i]),
                KINDS.get(traits[i] & KIND_MASK),
                parameterBytes[i],
                SOURCES.get(sourceIndex));
    }

    private String shown(int i, String stored) {
        if ((traits[i] & DERIVED_NAME) != 0) {
            return Decoration.x86(stored).name();
        }
        int end = stored.indexOf(BETWEEN_NAMES);
        return end < 0 ? stored : stored.substring(0, end);
    }
}
