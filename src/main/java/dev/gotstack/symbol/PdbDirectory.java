package dev.gotstack.symbol;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.io.Progress;
import dev.gotstack.symbol.pdb.PdbIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A directory of PDBs: a symbol store (`name.pdb/KEY/name.pdb`, with one tier or two, plain, packed or with pointers),
/// and, if it is no mere store, a plain directory as debuggers search it (`dir`, `dir/ext`, `dir/symbols/ext`).
final class PdbDirectory implements SymbolPlace {
    private static final String PDB = ".pdb";
    /// A directory with more PDBs than this is a dumping ground: reading all to compare GUIDs would take too long.
    private static final int MOST_INDEXED = 2000;

    private static final List<String> EXTENSIONS = List.of("sys", "exe", "dll");

    private final StoreDirectory directory;
    private final PackedFiles packed;
    private final boolean plain;
    private final Lazy<Map<Path, PdbIdentity>> identities = new Lazy<>(this::readIdentities);

    /// @param plain whether PDBs may lie in the directory itself
    PdbDirectory(StoreDirectory directory, PackedFiles packed, boolean plain) {
        this.directory = directory;
        this.packed = packed;
        this.plain = plain;
    }

    @Override
    public List<Path> candidates(PdbReference wanted, List<String> tried, Progress progress) {
        var found = new LinkedHashSet<Path>();
        wanted.fileName().ifPresent(name -> addNamed(name, wanted.storeKey(), found));
        int lines = tried.size();
        if (!anyMatches(found, wanted)) {
            WantedFile.pdb(wanted)
                    .flatMap(file -> packed.find(file, plain, tried, progress))
                    .ifPresent(found::add);
        }
        if (plain && !anyMatches(found, wanted)) {
            identities.get().forEach((path, identity) -> {
                if (identity.sameBuild(wanted)) {
                    found.add(path);
                }
            });
        }
        if (found.isEmpty() && tried.size() == lines) {
            tried.add(directory.root() + ": no " + wanted.fileName().orElse("PDB") + " for " + wanted.storeKey());
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
        found.addAll(directory.stored(name, key, name));
        if (plain) {
            addPlain(name, found);
        }
    }

    private void addPlain(String name, Set<Path> found) {
        addIfFile(directory.file(name), found);
        for (var extension : EXTENSIONS) {
            addIfFile(directory.file(extension, name), found);
            addIfFile(directory.file("symbols", extension, name), found);
        }
    }

    private static void addIfFile(@Nullable Path path, Set<Path> found) {
        if (path != null) {
            found.add(path);
        }
    }

    private static boolean anyMatches(Set<Path> paths, PdbReference wanted) {
        return paths.stream()
                .anyMatch(path ->
                        identity(path).filter(found -> found.matches(wanted)).isPresent());
    }

    private Map<Path, PdbIdentity> readIdentities() {
        var known = new LinkedHashMap<Path, PdbIdentity>();
        directory
                .endingWith(PDB, MOST_INDEXED)
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
