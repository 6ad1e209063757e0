package dev.gotstack.symbol;

import dev.gotstack.symbol.server.ServerLimits;
import java.nio.file.Path;

/// How a [SymbolStore] searches.
///
/// @param forced whether symbols of the right name are taken though they belong to another build, if there are no right
/// ones
/// @param network whether servers named in the symbol path are asked; if not, they are only noted
/// @param cache the symbol store that keeps what is fetched or unpacked where the path names none
/// @param limits what a server may take
public record SymbolOptions(boolean forced, boolean network, Path cache, ServerLimits limits) {

    /// Only what is on this machine.
    public static SymbolOptions local(boolean forced) {
        return new SymbolOptions(forced, false, FileCache.ofUser(), ServerLimits.standard());
    }

    /// Also the servers that the symbol path names: for paths that the user gave, knowing that it fetches.
    public static SymbolOptions withServers(boolean forced) {
        return new SymbolOptions(forced, true, FileCache.ofUser(), ServerLimits.standard());
    }
}
