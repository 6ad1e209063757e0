package dev.gotstack.symbol;

/// Makes symbols out of linker names.
///
/// @param x86 whether names carry the decoration of 32-bit x86
public record Names(boolean x86) {

    /// A public of a PDB.
    public Symbol pdbPublic(String decorated, long rva, Symbol.Kind kind) {
        var plain = x86 ? Decoration.x86(decorated) : Decoration.none(decorated);
        return symbol(plain, decorated, rva, 0, kind, Symbol.Source.PDB_PUBLIC);
    }

    /// A procedure or variable of a PDB's private symbols, whose names are those of the source.
    public Symbol pdbPrivate(String name, long rva, long size, Symbol.Kind kind) {
        return symbol(Decoration.none(name), name, rva, size, kind, Symbol.Source.PDB_PROCEDURE);
    }

    /// An export. Its name may be decorated in full, but a lone underscore belongs to the name.
    public Symbol export(String name, long rva, Symbol.Kind kind) {
        var plain = x86 ? Decoration.callingConvention(name) : Decoration.none(name);
        return symbol(plain, name, rva, 0, kind, Symbol.Source.EXPORT);
    }

    /// A symbol of an ISF file, which holds names both without decoration and with it.
    ///
    /// @param linkageName as the linker knows it, empty if the same
    public Symbol isf(String name, String linkageName, long rva, Symbol.Kind kind) {
        var decorated = linkageName.isEmpty() ? name : linkageName;
        int parameters = x86 ? Decoration.callingConvention(decorated).parameterBytes() : -1;
        return symbol(new Decoration(name, parameters), decorated, rva, 0, kind, Symbol.Source.ISF);
    }

    private static Symbol symbol(
            Decoration plain, String decorated, long rva, long size, Symbol.Kind kind, Symbol.Source source) {
        int parameters = kind == Symbol.Kind.FUNCTION ? plain.parameterBytes() : -1;
        return new Symbol(plain.name(), decorated, rva, size, kind, parameters, source);
    }
}
