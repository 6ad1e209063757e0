package dev.gotstack.analysis;

import dev.gotstack.symbol.SymbolStore;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Where symbols may come from.
///
/// @param symbolPaths what the user named: directories, PDBs, `srv*` elements; empty for the default places
/// @param exports whether the images' own export tables are used where no PDB is found
/// @param forced whether a PDB of another build will do
public record AnalysisOptions(List<String> symbolPaths, boolean exports, boolean forced) {
    /// Given as a symbol path: only what the dump itself holds.
    public static final String NO_PATHS = "none";

    /// The default: PDBs beside the dump, then the local parts of `_NT_SYMBOL_PATH`.
    public static AnalysisOptions defaults() {
        return new AnalysisOptions(List.of(), true, false);
    }

    /// The store to search for a dump: what the user named, else the dump's own folder and then the environment's
    /// paths.
    SymbolStore store(Path dump) {
        if (symbolPaths.contains(NO_PATHS)) {
            return SymbolStore.of(List.of(), forced);
        }
        var folder = dump.toAbsolutePath().getParent();
        if (!symbolPaths.isEmpty() || folder == null) {
            return SymbolStore.of(symbolPaths, forced);
        }
        var paths = Stream.of("_NT_ALT_SYMBOL_PATH", "_NT_SYMBOL_PATH")
                .map(System::getenv)
                .filter(value -> value != null && !value.isBlank())
                .toList();
        return SymbolStore.of(List.of(folder), paths, forced);
    }
}
