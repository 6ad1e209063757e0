package dev.gotstack.symbol;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.symbol.pdb.PdbIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A directory of PDBs: a symbol store (`name.pdb/KEY/name.pdb`, with one tier or two), and, if it is no mere store, a
/// plain directory as debuggers search it (`dir`, `dir/ext`, `dir/symbols/ext`).
final class PdbDirectory implements PdbPlace {
    private static final String TWO_TIER_MARK = "index2.txt";
    private static final String PDB = ".pdb";
    /// A directory with more PDBs than this is a dumping ground: reading all to compare GUIDs would take too long.
    private static final int MOST_INDEXED = 2000;

    private static final List<String> EXTENSIONS = List.of("sys", "exe", "dll");

    private final Path root;
    private final boolean plain;
    private final Map<Path, DirectoryListing> listings = new ConcurrentHashMap<>();
    private final Lazy<Map<Path, PdbIdentity>> identities = new Lazy<>(this::readIdentities);

    /// @param plain whether PDBs may lie in the directory itself
    PdbDirectory(Path root, boolean plain) {
        this.root = root;
        this.plain = plain;
    }

    @Override
    public List<Path> candidates(PdbReference wanted, List<String> tried) {
        var found = new LinkedHashSet<Path>();
        wanted.fileName().ifPresent(name -> addNamed(name, wanted.storeKey(), found));
        if (plain && !anyMatches(found, wanted)) {
            identities.get().forEach((path, identity) -> {
                if (identity.sameBuild(wanted)) {
                    found.add(path);
                }
            });
        }
        if (found.isEmpty()) {
            tried.add(root + ": no " + wanted.fileName().orElse("PDB") + " for " + wanted.storeKey());
        }
        return List.copyOf(found);
    }

    @Override
    public List<Path> candidates(String pdbName) {
        var found = new LinkedHashSet<Path>();
        if (plain) {
            addPlain(pdbName, found);
        }
        return List.copyOf(found);
    }

    private void addNamed(String name, String key, Set<Path> found) {
        addIfFile(inStore(List.of(name, key, name)), found);
        if (name.length() >= 2 && listing(root).find(TWO_TIER_MARK) != null) {
            addIfFile(inStore(List.of(name.substring(0, 2), name, key, name)), found);
        }
        if (plain) {
            addPlain(name, found);
        }
    }

    private void addPlain(String name, Set<Path> found) {
        addIfFile(inStore(List.of(name)), found);
        for (var extension : EXTENSIONS) {
            addIfFile(inStore(List.of(extension, name)), found);
            addIfFile(inStore(List.of("symbols", extension, name)), found);
        }
    }

    private static void addIfFile(@Nullable Path path, Set<Path> found) {
        if (path != null && Files.isRegularFile(path)) {
            found.add(path);
        }
    }

    /// Follows names down from the root. Every step is an entry that a directory really lists, so that no name can lead
    /// out of the root.
    private @Nullable Path inStore(List<String> names) {
        Path at = root;
        for (var name : names) {
            at = listing(at).find(name);
            if (at == null) {
                return null;
            }
        }
        return at;
    }

    private DirectoryListing listing(Path directory) {
        return listings.computeIfAbsent(directory, DirectoryListing::of);
    }

    private boolean anyMatches(Set<Path> paths, PdbReference wanted) {
        return paths.stream()
                .anyMatch(path ->
                        identity(path).filter(found -> found.matches(wanted)).isPresent());
    }

    private Map<Path, PdbIdentity> readIdentities() {
        var known = new LinkedHashMap<Path, PdbIdentity>();
        listing(root).endingWith(PDB).stream()
                .filter(Files::isRegularFile)
                .limit(MOST_INDEXED)
                .forEach(path -> identity(path).ifPresent(identity -> known.put(path, identity)));
        return known;
    }

    private static Optional<PdbIdentity> identity(Path path) {
        try {
            return Optional.of(PdbIdentity.read(path));
        } catch (IOException | MalformedFileException unreadable) {
            return Optional.empty();
        }
    }
}
