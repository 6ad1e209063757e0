package dev.gotstack.ui.memory;

import java.util.List;

/// One row of the memory view.
///
/// @param note the characters of its bytes, or the name of what its pointer points to
record Row(long address, List<Cell> cells, String note) {

    /// What a value is.
    enum Kind {
        DATA,
        /// Points into code.
        CODE,
        /// In the guard page.
        GUARD,
        /// Cannot be read for another reason.
        MISSING
    }

    /// One value.
    ///
    /// @param digits as shown
    /// @param value 0 where it cannot be read
    record Cell(long address, int size, String digits, Kind kind, long value) {
        boolean isMissing() {
            return kind == Kind.GUARD || kind == Kind.MISSING;
        }
    }
}
