package dev.gotstack.symbol;

/// Symbols left as the records of a file, each made when it is asked for. A kernel has tens of thousands of names, of
/// which few are ever shown.
@FunctionalInterface
public interface RawSymbols {

    /// The symbol of a record that was checked before.
    ///
    /// @param position where the record lies; never negative
    /// @param rva where the symbol lies, as the table was told
    Symbol symbol(int position, long rva);
}
