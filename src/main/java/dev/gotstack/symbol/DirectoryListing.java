package dev.gotstack.symbol;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The entries of one directory by name, case ignored: stores are written by Windows, and read here on any system.
final class DirectoryListing {
    /// The largest shared symbol stores have some tens of thousands of names.
    private static final int MOST_ENTRIES = 200_000;

    private final Map<String, List<Path>> entries = new HashMap<>();

    private DirectoryListing() {}

    /// Reads a directory; one that does not exist or cannot be read has no entries.
    static DirectoryListing of(Path directory) {
        var listing = new DirectoryListing();
        try (var stream = Files.newDirectoryStream(directory)) {
            int count = 0;
            for (var entry : stream) {
                if (++count > MOST_ENTRIES) {
                    break;
                }
                listing.entries
                        .computeIfAbsent(key(String.valueOf(entry.getFileName())), k -> new ArrayList<>())
                        .add(entry);
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            listing.entries.clear();
        }
        return listing;
    }

    /// The entry of that name; of several that differ in case the one spelt the same, or the first.
    @Nullable
    Path find(String name) {
        var found = entries.getOrDefault(key(name), List.of());
        return found.stream()
                .filter(path -> String.valueOf(path.getFileName()).equals(name))
                .findFirst()
                .orElse(found.isEmpty() ? null : found.getFirst());
    }

    /// Entries whose names end so, sorted.
    List<Path> endingWith(String suffix) {
        return entries.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(suffix))
                .flatMap(entry -> entry.getValue().stream())
                .sorted()
                .toList();
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
