package dev.gotstack.windows;

import dev.gotstack.symbol.ImageStore;
import dev.gotstack.symbol.SymbolStore;

/// Where names and missing code may come from.
///
/// @param store PDBs and ISF files
/// @param images image files
/// @param exports whether the images' own export tables in the dump are used where no PDB is found
public record SymbolSources(SymbolStore store, ImageStore images, boolean exports) {}
