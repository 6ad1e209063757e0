package dev.gotstack.disasm;

import org.jspecify.annotations.Nullable;

/// Names for the addresses in formatted instructions.
@FunctionalInterface
public interface SymbolNames {
    /// No names at all.
    SymbolNames NONE = address -> null;

    /// The name to show for a zero-extended address, such as `nt!KeBugCheckEx` or `nt!KiBugCheckData+0x4`; null when
    /// the address has none.
    @Nullable
    String nameOf(long address);
}
