package dev.gotstack.ui.registers;

import dev.gotstack.ui.control.Places;

/// One register as shown.
///
/// @param value in hex; `????????` is never used here: a register that the context does not hold has no line
/// @param note what the value means, in a few words; may be empty
/// @param kind what lies where it points
/// @param target the value as an address
/// @param other the value in the other task state if it differs, else empty
record RegisterLine(String name, String value, String note, Places.Kind kind, long target, String other) {
    boolean changed() {
        return !other.isEmpty();
    }

    boolean isLink() {
        return kind != Places.Kind.NOTHING;
    }

    /// All of it as text: `esp b8ae5fe4  28 bytes below the limit`.
    String text() {
        var text = name + " " + value;
        return note.isEmpty() ? text : text + "  " + note;
    }
}
