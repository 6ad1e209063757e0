package dev.gotstack.symbol;

import dev.gotstack.symbol.pdb.Pdb;
import java.util.List;
import java.util.Optional;

/// What was found for one image. Closing it closes the PDB.
///
/// @param tried what was looked at, and why it would not do: one line each, for the user
public record ModuleSymbols(SymbolTable table, Kind kind, Optional<Pdb> pdb, List<String> tried)
        implements AutoCloseable {

    /// Where the table comes from.
    public enum Kind {
        PDB,
        EXPORTS,
        NONE
    }

    @Override
    public void close() {
        pdb.ifPresent(Pdb::close);
    }
}
