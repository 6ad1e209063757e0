package dev.gotstack.symbol.pe;

import dev.gotstack.io.MalformedFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Collects why parts of an image are absent, one line each.
final class Problems {
    private final List<String> lines = new ArrayList<>();

    synchronized void add(String line) {
        lines.add(line);
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /// The part, or `absent` and a line if it is damaged or missing.
    <T> T orElse(String part, T absent, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (MalformedFileException e) {
            add(part + ": " + e.getMessage());
            return absent;
        }
    }
}
