package dev.gotstack.windows;

import dev.gotstack.io.Progress;
import dev.gotstack.symbol.ImageStore;
import dev.gotstack.symbol.ModuleSymbols;
import dev.gotstack.symbol.SymbolTable;
import dev.gotstack.symbol.pdb.Pdb;
import dev.gotstack.symbol.pe.PeImage;
import dev.gotstack.synth.MemoryBytes;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Modules that no dump lists, for tests of what works on code.
public final class LoadedImages {
    private LoadedImages() {}

    public static Modules of(LoadedModule... modules) {
        return new Modules(List.of(modules));
    }

    /// An image loaded where it was linked for, without names.
    public static LoadedModule image(PeImage image) {
        return module(image, image.imageBase(), image.sizeOfImage(), null);
    }

    /// A range of addresses that is all code.
    ///
    /// @param pdb describes its frames, if there is one
    public static LoadedModule code(long base, long size, @Nullable Pdb pdb) {
        return module(PeImage.missing(MemoryBytes.of(), "hand-made code"), base, size, pdb);
    }

    private static LoadedModule module(PeImage image, long base, long size, @Nullable Pdb pdb) {
        var symbols = new ModuleSymbols(
                SymbolTable.empty(),
                pdb == null ? ModuleSymbols.Kind.NONE : ModuleSymbols.Kind.PDB,
                Optional.ofNullable(pdb),
                Optional.empty(),
                List.of());
        var file = ImageStore.of(List.of()).find("image", 0, 0, Progress.NONE);
        return new LoadedModule("image", "image.sys", "image.sys", base, size, 0, 0, 0, image, file, symbols);
    }
}
