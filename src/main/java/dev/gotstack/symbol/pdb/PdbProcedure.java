package dev.gotstack.symbol.pdb;

/// A procedure, thunk or variable from private symbols.
///
/// @param segment number of the image's section, from 1
/// @param offset bytes from the section's start
/// @param size bytes of code; 0 for variables, whose type would tell
/// @param type index of its type, 0 if the record has none
/// @param name as in the source
public record PdbProcedure(Kind kind, int segment, long offset, long size, long type, String name) {

    /// What the record describes.
    public enum Kind {
        GLOBAL_PROCEDURE,
        LOCAL_PROCEDURE,
        THUNK,
        GLOBAL_DATA,
        LOCAL_DATA;

        public boolean code() {
            return this != GLOBAL_DATA && this != LOCAL_DATA;
        }
    }
}
