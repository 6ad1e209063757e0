package dev.gotstack.symbol;

import java.nio.file.Path;
import java.util.List;

/// A place where PDBs lie: a file, a directory, a symbol store. What it offers is opened and checked by
/// [SymbolStore]; a place only knows where to look.
interface PdbPlace {

    /// Files that may be the wanted PDB, the likeliest first.
    ///
    /// @param tried gets a line for each place that offers nothing
    List<Path> candidates(PdbReference wanted, List<String> tried);

    /// Files that may be the PDB of a module whose debug directory is missing, by name alone.
    ///
    /// @param pdbName a harmless file name
    List<Path> candidates(String pdbName);
}
