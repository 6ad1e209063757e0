package dev.gotstack.symbol;

import dev.gotstack.io.Progress;
import java.nio.file.Path;
import java.util.List;

/// A place where PDBs or ISF files are: a file, a directory, a symbol store, a server. What it offers is opened and
/// checked by [SymbolStore]; a place only knows where to look. A place is asked only if those before it had nothing.
interface SymbolPlace {

    /// Files on this machine that may be the wanted one, the likeliest first.
    ///
    /// @param tried gets a line for each place that offers nothing
    List<Path> candidates(PdbReference wanted, List<String> tried, Progress progress);

    /// Files that may be the PDB of a module whose debug directory is missing, by name alone.
    ///
    /// @param pdbName a harmless file name
    List<Path> candidates(String pdbName);
}
