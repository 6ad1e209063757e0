package dev.gotstack.symbol;

import dev.gotstack.io.Progress;
import java.nio.file.Path;
import java.util.List;

/// One PDB named by the user. It is offered for every image: its GUID tells which it belongs to.
record SymbolFilePlace(Path file) implements SymbolPlace {

    @Override
    public List<Path> candidates(PdbReference wanted, List<String> tried, Progress progress) {
        return List.of(file);
    }

    @Override
    public List<Path> candidates(String pdbName) {
        var own = file.getFileName();
        return own != null && own.toString().equalsIgnoreCase(pdbName) ? List.of(file) : List.of();
    }
}
