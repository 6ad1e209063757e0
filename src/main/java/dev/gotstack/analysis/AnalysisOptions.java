package dev.gotstack.analysis;

import dev.gotstack.dump.OpenOptions;
import dev.gotstack.symbol.ImageStore;
import dev.gotstack.symbol.SymbolOptions;
import dev.gotstack.symbol.SymbolStore;
import dev.gotstack.windows.SymbolSources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Where symbols and images may come from.
///
/// @param symbolPaths what the user named: directories, PDBs, ISF files, `srv*` elements; empty for the default places
/// @param imageFolders where image files lie whose code the dump may lack; the dump's own folder is searched too
/// @param exports whether the images' own export tables are used where no PDB is found
/// @param forced whether a PDB of another build will do
/// @param opening how the dump is opened
public record AnalysisOptions(
        List<String> symbolPaths, List<Path> imageFolders, boolean exports, boolean forced, OpenOptions opening) {
    /// Given as a symbol path: only what the dump itself holds.
    public static final String NO_PATHS = "none";

    /// With the default limits for compressed dumps.
    public AnalysisOptions(List<String> symbolPaths, List<Path> imageFolders, boolean exports, boolean forced) {
        this(symbolPaths, imageFolders, exports, forced, OpenOptions.defaults());
    }

    /// The default: PDBs and images beside the dump, then the local parts of `_NT_SYMBOL_PATH`.
    public static AnalysisOptions defaults() {
        return new AnalysisOptions(List.of(), List.of(), true, false);
    }

    /// Only what the dump itself holds.
    ///
    /// @param exports whether that includes the images' export tables
    public static AnalysisOptions dumpOnly(boolean exports) {
        return new AnalysisOptions(List.of(NO_PATHS), List.of(), exports, false);
    }

    /// The same with other symbol paths.
    public AnalysisOptions withSymbolPaths(List<String> paths) {
        return new AnalysisOptions(List.copyOf(paths), imageFolders, exports, forced, opening);
    }

    /// The same with other limits for compressed dumps.
    public AnalysisOptions withOpening(OpenOptions other) {
        return new AnalysisOptions(symbolPaths, imageFolders, exports, forced, other);
    }

    /// Where to search for a dump: what the user named, else the dump's own folder and then the environment's paths.
    /// Servers are asked only if the user named them himself.
    SymbolSources sources(Path dump) {
        return new SymbolSources(store(dump), ImageStore.of(images(dump)), exports);
    }

    private SymbolStore store(Path dump) {
        if (symbolPaths.contains(NO_PATHS)) {
            return SymbolStore.of(List.of(), forced);
        }
        var folder = dump.toAbsolutePath().getParent();
        if (!symbolPaths.isEmpty() || folder == null) {
            return SymbolStore.of(List.of(), symbolPaths, SymbolOptions.withServers(forced));
        }
        var paths = Stream.of("_NT_ALT_SYMBOL_PATH", "_NT_SYMBOL_PATH")
                .map(System::getenv)
                .filter(value -> value != null && !value.isBlank())
                .toList();
        return SymbolStore.of(List.of(folder), paths, SymbolOptions.local(forced));
    }

    private List<Path> images(Path dump) {
        var folders = new ArrayList<>(imageFolders);
        var own = dump.toAbsolutePath().getParent();
        if (own != null && !symbolPaths.contains(NO_PATHS)) {
            folders.add(own);
        }
        return folders;
    }
}
