package dev.gotstack.symbol.isf;

import dev.gotstack.layout.TypeLayout;
import dev.gotstack.layout.TypeSource;
import dev.gotstack.symbol.Names;
import dev.gotstack.symbol.Section;
import dev.gotstack.symbol.SymbolTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// An ISF file: names and types of one build, without frame data, sections or sizes of functions. Immutable, and read
/// as a whole: there is nothing to close.
public final class Isf implements TypeSource {
    private static final int MACHINE_X86 = 0x14c;

    private final String name;
    private final IsfMetadata metadata;
    private final SymbolTable symbols;
    private final IsfTypes types;
    private final List<String> problems;

    private Isf(String name, IsfMetadata metadata, IsfReader read, List<Section> sections) {
        this.name = name;
        this.metadata = metadata;
        var names = new Names(metadata.machine() == MACHINE_X86);
        this.symbols = SymbolTable.of(read.symbols.stream()
                .map(symbol -> symbol.symbol(names, sections))
                .toList());
        this.types = new IsfTypes(name, read, metadata.machine() != MACHINE_X86);
        this.problems = List.copyOf(read.problems);
    }

    /// Reads a file, xz-compressed or not.
    ///
    /// @param sections of the image, which tell code from data; may be empty
    /// @throws IOException if it cannot be opened
    /// @throws dev.gotstack.io.MalformedFileException if it is no ISF file of a Windows PDB
    public static Isf open(Path path, List<Section> sections) throws IOException {
        var reader = new IsfReader();
        var metadata = reader.read(path);
        return new Isf(String.valueOf(path.getFileName()), metadata, reader, sections);
    }

    public String name() {
        return name;
    }

    public IsfMetadata metadata() {
        return metadata;
    }

    public SymbolTable symbols() {
        return symbols;
    }

    /// What was left out, one line each.
    public List<String> problems() {
        return problems;
    }

    @Override
    public Optional<TypeLayout> type(String typeName) {
        return types.type(typeName);
    }

    @Override
    public List<String> typeNames() {
        return types.typeNames();
    }

    @Override
    public String origin() {
        return types.origin();
    }
}
