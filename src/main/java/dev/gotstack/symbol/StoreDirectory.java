package dev.gotstack.symbol;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A directory on this machine and what lies where symbol stores have it: `name/KEY/name`, in stores of two tiers below
/// `na/`. Every step is an entry that a directory really lists, so that no name can lead out of the root.
final class StoreDirectory {
    private static final String TWO_TIER_MARK = "index2.txt";
    private static final int FIRST_TIER = 2;

    private final Path root;
    private final Map<Path, DirectoryListing> listings = new ConcurrentHashMap<>();

    StoreDirectory(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    /// The same place of `file` for one that is about to be written.
    static Path placeFor(Path root, WantedFile file) {
        boolean twoTier =
                Files.exists(root.resolve(TWO_TIER_MARK)) && file.name().length() >= FIRST_TIER;
        var above = twoTier ? root.resolve(file.name().substring(0, FIRST_TIER)) : root;
        return above.resolve(file.name()).resolve(file.key()).resolve(file.name());
    }

    /// Files called `leaf` where the store has `name` of that key.
    List<Path> stored(String name, String key, String leaf) {
        var found = new ArrayList<Path>();
        add(file(name, key, leaf), found);
        if (name.length() >= FIRST_TIER && listing(root).find(TWO_TIER_MARK) != null) {
            add(file(name.substring(0, FIRST_TIER), name, key, leaf), found);
        }
        return found;
    }

    private static void add(@Nullable Path path, List<Path> found) {
        if (path != null) {
            found.add(path);
        }
    }

    /// The file at the end of these names, case ignored; null if there is none.
    @Nullable
    Path file(String... names) {
        Path at = root;
        for (var name : names) {
            at = listing(at).find(name);
            if (at == null) {
                return null;
            }
        }
        return Files.isRegularFile(at) ? at : null;
    }

    /// Files in the root itself whose names end so, sorted, at most so many.
    List<Path> endingWith(String suffix, int most) {
        return listing(root).endingWith(suffix).stream()
                .filter(Files::isRegularFile)
                .limit(most)
                .toList();
    }

    private DirectoryListing listing(Path directory) {
        return listings.computeIfAbsent(directory, DirectoryListing::of);
    }
}
