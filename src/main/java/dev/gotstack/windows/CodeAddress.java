package dev.gotstack.windows;

import dev.gotstack.symbol.Symbol;
import org.jspecify.annotations.Nullable;

/// An address with the name a debugger gives it.
///
/// @param module the module that holds it, if any
/// @param unloaded the unloaded driver that held it, where no module does
/// @param symbol the nearest symbol at or below it, if any
public record CodeAddress(
        long address,
        @Nullable LoadedModule module,
        @Nullable UnloadedModule unloaded,
        @Nullable Symbol symbol) {

    /// Name of the module, `<Unloaded_soutil.sys>` for one that is gone, or empty.
    public String moduleName() {
        if (module == null) {
            return unloaded == null ? "" : unloaded.name();
        }
        return module.name();
    }

    /// Name of the symbol, or empty.
    public String symbolName() {
        return symbol == null ? "" : symbol.name();
    }

    /// Bytes from the symbol, else from the module's base, else 0.
    public long offset() {
        if (module == null) {
            return unloaded == null ? 0 : address - unloaded.start();
        }
        return address - module.base() - (symbol == null ? 0 : symbol.rva());
    }

    /// `nt!_KiTrap0E+0x5c`, `stackhog+0x1381`, or `0x12345678` where no module holds the address.
    public String text() {
        long offset = offset();
        var plus = offset == 0 ? "" : "+0x" + Long.toHexString(offset);
        return moduleName().isEmpty() ? function() : function() + plus;
    }

    /// The name without offset: `nt!_KiTrap0E`; `stackhog+0x1381` where no symbol is known.
    public String function() {
        var name = moduleName();
        if (name.isEmpty()) {
            return "0x" + Long.toHexString(address);
        }
        return symbol == null ? name : name + "!" + symbol.name();
    }

    @Override
    public String toString() {
        return text();
    }
}
