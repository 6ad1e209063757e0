package dev.gotstack.symbol;

import dev.gotstack.symbol.isf.Isf;
import dev.gotstack.symbol.pdb.Pdb;
import dev.gotstack.symbol.pdb.PdbIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A PDB or an ISF file, open.
///
/// @param pdbName the file name of the PDB, or of the one the ISF file was made from
record OpenSymbols(PdbIdentity identity, String pdbName, Optional<Pdb> pdb, Optional<Isf> isf)
        implements AutoCloseable {

    /// @param sections of the image, as far as they are known
    /// @throws IOException if the file cannot be opened
    /// @throws dev.gotstack.io.MalformedFileException if it is not what its name says
    static OpenSymbols open(Path path, List<Section> sections) throws IOException {
        if (IsfPlace.isNamedSo(path)) {
            var isf = Isf.open(path, sections);
            return new OpenSymbols(
                    isf.metadata().identity(), isf.metadata().database(), Optional.empty(), Optional.of(isf));
        }
        var pdb = Pdb.open(path);
        return new OpenSymbols(pdb.identity(), String.valueOf(path.getFileName()), Optional.of(pdb), Optional.empty());
    }

    ModuleSymbols symbols(List<Section> sections, List<String> tried) {
        var table = pdb.map(found -> found.symbols(sections))
                .or(() -> isf.map(Isf::symbols))
                .orElseGet(SymbolTable::empty);
        var lines = new ArrayList<>(tried);
        pdb.ifPresent(found -> lines.addAll(found.problems()));
        isf.ifPresent(found -> lines.addAll(found.problems()));
        var kind = isf.isPresent() ? ModuleSymbols.Kind.ISF : ModuleSymbols.Kind.PDB;
        return new ModuleSymbols(table, kind, pdb, isf, List.copyOf(lines));
    }

    /// Whether all of these symbols are there, at these RVAs.
    boolean has(Map<String, Long> landmarks, List<Section> sections) {
        var table = pdb.map(found -> found.symbols(sections))
                .or(() -> isf.map(Isf::symbols))
                .orElseGet(SymbolTable::empty);
        return landmarks.entrySet().stream()
                .allMatch(mark -> table.named(mark.getKey())
                        .filter(symbol -> symbol.rva() == mark.getValue())
                        .isPresent());
    }

    @Override
    public void close() {
        pdb.ifPresent(Pdb::close);
    }
}
