package dev.gotstack.analysis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

    /// The symbol paths to search for a dump, in order.
    List<String> searchPaths(Path dump) {
        if (symbolPaths.contains(NO_PATHS)) {
            return List.of();
        }
        var paths = new ArrayList<>(symbolPaths);
        var folder = dump.toAbsolutePath().getParent();
        if (symbolPaths.isEmpty() && folder != null) {
            paths.add(folder.toString());
            for (var variable : List.of("_NT_ALT_SYMBOL_PATH", "_NT_SYMBOL_PATH")) {
                var value = System.getenv(variable);
                if (value != null && !value.isBlank()) {
                    paths.add(value);
                }
            }
        }
        return paths;
    }
}
