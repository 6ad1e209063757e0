package dev.gotstack.io.packed;

import java.io.IOException;
import java.io.InputStream;
import org.tukaani.xz.XZInputStream;

/// The only class that knows the xz library, whose package is sealed: a start-up cache that holds classes of a sealed
/// package does not survive being moved, and the virtual machine ends. Classes that would need this library's to be
/// verified must stay out of a rehearsal, so nobody else may name them.
public final class Xz {
    private Xz() {}

    /// @param memoryKib most memory that unpacking may take
    /// @throws IOException if the stream does not begin as such a file does
    public static InputStream unpacked(InputStream in, int memoryKib) throws IOException {
        return new XZInputStream(in, memoryKib);
    }
}
