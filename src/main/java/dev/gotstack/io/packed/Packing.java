package dev.gotstack.io.packed;

import java.util.Arrays;
import java.util.Optional;

/// The kinds of compressed file a dump may lie in, known by their first bytes.
enum Packing {
    ZIP("PK\3\4"),
    /// A zip archive without entries.
    EMPTY_ZIP("PK\5\6"),
    CABINET("MSCF"),
    GZIP("\37\213"),
    XZ("\3757zXZ\0");

    /// Bytes that tell them apart.
    static final int LENGTH = 6;

    private final String start;

    Packing(String start) {
        this.start = start;
    }

    /// @param first the file's first bytes, as characters
    static Optional<Packing> of(String first) {
        return Arrays.stream(values())
                .filter(packing -> first.startsWith(packing.start))
                .findFirst();
    }
}
