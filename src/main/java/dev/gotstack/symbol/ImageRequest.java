package dev.gotstack.symbol;

import dev.gotstack.symbol.pe.PeImage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The image whose symbols are wanted.
///
/// @param moduleName as the dump lists it: `stackhog.sys`. Untrusted
/// @param base address it is loaded at
/// @param size bytes in memory
/// @param timeDateStamp from the module list, 0 if it does not tell
/// @param image as it lies in dumped memory, null if its headers are not in the dump
/// @param landmarks RVAs of some of the image's symbols that the dump tells otherwise; by them symbols are recognised
///     where the image's debug directory is missing. Empty if there are none
/// @param exportsAllowed whether its export table will do where no PDB is found
public record ImageRequest(
        String moduleName,
        long base,
        long size,
        long timeDateStamp,
        @Nullable PeImage image,
        Map<String, Long> landmarks,
        boolean exportsAllowed) {

    /// One for an image of which the dump tells no symbol's address.
    public ImageRequest(
            String moduleName,
            long base,
            long size,
            long timeDateStamp,
            @Nullable PeImage image,
            boolean exportsAllowed) {
        this(moduleName, base, size, timeDateStamp, image, Map.of(), exportsAllowed);
    }
}
