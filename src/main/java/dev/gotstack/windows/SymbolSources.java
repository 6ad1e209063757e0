package dev.gotstack.windows;

import dev.gotstack.symbol.SymbolStore;

/// Where names for addresses may come from.
///
/// @param store PDBs
/// @param exports whether the images' own export tables in the dump are used where no PDB is found
public record SymbolSources(SymbolStore store, boolean exports) {}
