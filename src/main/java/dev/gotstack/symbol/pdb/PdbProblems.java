package dev.gotstack.symbol.pdb;

import dev.gotstack.io.MalformedFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Collects why parts of a PDB are absent, one line each, of many equal failures only the first.
final class PdbProblems {
    private static final int MOST_LINES = 50;

    private final List<String> lines = new ArrayList<>();

    synchronized void add(String line) {
        if (lines.size() < MOST_LINES) {
            lines.add(line);
        }
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /// The part, or `absent` and a line if it is damaged.
    <T extends @Nullable Object> T orElse(String part, T absent, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (MalformedFileException e) {
            add(part + ": " + e.getMessage());
            return absent;
        }
    }
}
