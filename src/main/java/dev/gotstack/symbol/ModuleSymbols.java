package dev.gotstack.symbol;

import dev.gotstack.layout.TypeSource;
import dev.gotstack.symbol.isf.Isf;
import dev.gotstack.symbol.pdb.Pdb;
import java.util.List;
import java.util.Optional;

/// What was found for one image. Closing it closes the PDB.
///
/// @param pdb the image's PDB, if its names come from there
/// @param isf the ISF file made from that PDB, if its names come from there
/// @param tried what was looked at, and why it would not do: one line each, for the user
public record ModuleSymbols(SymbolTable table, Kind kind, Optional<Pdb> pdb, Optional<Isf> isf, List<String> tried)
        implements AutoCloseable {

    /// Where the table comes from.
    public enum Kind {
        /// The PDB the image was linked with.
        PDB,
        /// An ISF file made from that PDB.
        ISF,
        EXPORTS,
        NONE
    }

    /// Whether the names are all the image's linker knew, rather than what the image itself exports.
    public boolean isComplete() {
        return kind == Kind.PDB || kind == Kind.ISF;
    }

    /// Layouts of the image's types, if its symbols bring any.
    public Optional<TypeSource> types() {
        return pdb.<TypeSource>map(found -> found).or(() -> isf);
    }

    @Override
    public void close() {
        pdb.ifPresent(Pdb::close);
    }
}
