package dev.gotstack.symbol;

/// A linker's name taken apart. 32-bit x86 compilers decorate C names by calling convention: `_name` (cdecl),
/// `_name@12` (stdcall, bytes of arguments), `@name@8` (fastcall). C++ names (`?…`) stay as they are.
///
/// @param name without decoration
/// @param parameterBytes bytes of arguments, -1 if the name does not tell
record Decoration(String name, int parameterBytes) {
    private static final int MOST_PARAMETER_BYTES = 0x7fff;

    /// A name that carries no decoration, as all names of 64-bit images.
    static Decoration none(String name) {
        return new Decoration(name, -1);
    }

    /// A name from a 32-bit x86 PDB. Exactly one leading underscore is decoration: the public `__KiTrap0E` is
    /// `_KiTrap0E` in the source.
    static Decoration x86(String decorated) {
        var full = callingConvention(decorated);
        if (full.parameterBytes() >= 0 || !decorated.startsWith("_") || decorated.length() == 1) {
            return full;
        }
        return none(decorated.substring(1));
    }

    /// Removes only what is certainly decoration: `_name@12` and `@name@8`, not a lone underscore. Right for export
    /// tables, whose names are mostly plain C names.
    static Decoration callingConvention(String decorated) {
        int at = decorated.lastIndexOf('@');
        if (at < 2 || !(decorated.startsWith("@") || decorated.startsWith("_"))) {
            return none(decorated);
        }
        int bytes = decimal(decorated, at + 1);
        if (bytes < 0 || decorated.charAt(at - 1) == '@') {
            return none(decorated);
        }
        return new Decoration(decorated.substring(1, at), bytes);
    }

    private static int decimal(String text, int from) {
        if (from >= text.length() || text.length() - from > 5) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value <= MOST_PARAMETER_BYTES ? value : -1;
    }
}
