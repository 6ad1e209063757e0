package dev.gotstack.analysis;

import dev.gotstack.text.Phrase;
import java.util.List;

/// How a value was obtained, step by step, so that anyone can repeat it.
///
/// @param id stable name: `backlink`
/// @param title what is derived
/// @param value the result
public record Derivation(String id, Phrase title, Phrase value, List<Step> steps) {
    /// In place of the virtual address of what has none. Half of the 64-bit ones are negative.
    public static final long NOWHERE = -1;

    /// One reading.
    ///
    /// @param what what was read: `KPCR.TSS`
    /// @param va virtual address, or [#NOWHERE]
    /// @param pa physical address, or -1
    /// @param fileOffset offset in the dump file, or -1
    /// @param bytes raw bytes in hex, in file order; empty if nothing was read
    /// @param value what they mean
    public record Step(Phrase what, long va, long pa, long fileOffset, String bytes, Phrase value) {

        /// Whether something was read at a virtual address.
        public boolean hasAddress() {
            return va != NOWHERE;
        }
    }
}
