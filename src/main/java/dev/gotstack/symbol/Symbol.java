package dev.gotstack.symbol;

/// A name for an address in one image.
///
/// @param name as shown: `KeBugCheckEx`
/// @param decorated as the linker knows it: `_KeBugCheckEx@20`; equal to `name` where nothing was decorated
/// @param rva bytes from the image's base
/// @param size bytes it covers, 0 if unknown (publics and exports do not tell)
/// @param parameterBytes bytes of arguments, as the decoration tells (`@20`); -1 if unknown
public record Symbol(String name, String decorated, long rva, long size, Kind kind, int parameterBytes, Source source) {

    private static final int FASTCALL_REGISTER_BYTES = 8;

    /// What lies at the address.
    public enum Kind {
        FUNCTION,
        DATA
    }

    /// Where the name was found, the most telling first.
    public enum Source {
        /// A procedure or variable of a PDB with private symbols.
        PDB_PROCEDURE("PDB procedure"),
        /// A public of a PDB; all that stripped PDBs hold.
        PDB_PUBLIC("PDB public"),
        /// An ISF file.
        ISF("ISF"),
        /// The image's own export table.
        EXPORT("export");

        private final String words;

        Source(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /// Bytes of arguments that the function removes from the stack when it returns, -1 if unknown. A fastcall function
    /// gets its first 8 bytes in ECX and EDX.
    public int stackParameterBytes() {
        boolean fastcall = parameterBytes >= 0 && decorated.startsWith("@");
        return fastcall ? Math.max(0, parameterBytes - FASTCALL_REGISTER_BYTES) : parameterBytes;
    }

    /// Whether the symbol's known extent holds the address; false if the size is unknown.
    public boolean covers(long address) {
        return address >= rva && address - rva < size;
    }
}
