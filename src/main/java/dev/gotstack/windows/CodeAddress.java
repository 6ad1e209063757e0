package dev.gotstack.windows;

import dev.gotstack.symbol.Symbol;
import org.jspecify.annotations.Nullable;

/// An address with the name a debugger gives it.
///
/// @param module the module that holds it, if any
/// @param symbol the nearest symbol at or below it, if any
public record CodeAddress(
        long address,
        @Nullable LoadedModule module,
        @Nullable Symbol symbol) {

    /// Name of the module, or empty.
    public String moduleName() {
        return module == null ? "" : module.name();
    }

    /// Name of the symbol, or empty.
    public String symbolName() {
        return symbol == null ? "" : symbol.name();
    }

    /// Bytes from the symbol, else from the module's base, else 0.
    public long offset() {
        if (module == null) {
            return 0;
        }
        return address - module.base() - (symbol == null ? 0 : symbol.rva());
    }

    /// `nt!_KiTrap0E+0x5c`, `stackhog+0x1381`, or `0x12345678` where no module holds the address.
    public String text() {
        long offset = offset();
        var plus = offset == 0 ? "" : "+0x" + Long.toHexString(offset);
        return module == null ? "0x" + Long.toHexString(address) : function() + plus;
    }

    /// The name without offset: `nt!_KiTrap0E`; `stackhog+0x1381` where no symbol is known.
    public String function() {
        if (module == null) {
            return "0x" + Long.toHexString(address);
        }
        return symbol == null ? module.name() : module.name() + "!" + symbol.name();
    }

    @Override
    public String toString() {
        return text();
    }
}
