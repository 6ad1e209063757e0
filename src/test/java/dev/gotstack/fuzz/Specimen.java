package dev.gotstack.fuzz;

import java.util.Arrays;

/// A sound input, which is damaged many times.
///
/// @param hot bytes at its beginning where structures lie close together: half of the damage is done there
record Specimen(String name, byte[] bytes, int hot) {

    /// One whose structures lie everywhere.
    static Specimen of(String name, byte[] bytes) {
        return new Specimen(name, bytes, bytes.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Specimen same && same.name.equals(name) && Arrays.equals(same.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
