package dev.gotstack.disasm;

/// A piece of a formatted instruction. The pieces' texts, one after the other, are the plain text.
///
/// @param value the number or address that the piece shows; for a symbol, its address; 0 for other kinds
public record Part(String text, Kind kind, long value) {
    /// What a piece is, so that it can be coloured and linked.
    public enum Kind {
        /// The mnemonic with its prefixes.
        MNEMONIC,
        /// `dword ptr`, `offset`.
        KEYWORD,
        REGISTER,
        NUMBER,
        ADDRESS,
        SYMBOL,
        PUNCTUATION
    }
}
