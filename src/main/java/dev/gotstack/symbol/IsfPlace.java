package dev.gotstack.symbol;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.io.Progress;
import dev.gotstack.symbol.isf.IsfMetadata;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// ISF files: one that the user named, or those of a directory, whatever they are called; their metadata tell which
/// build they are of. In a directory they may also lie as Volatility keeps them: `name.pdb/GUID-age.json.xz`, and the
/// same below `windows/`.
final class IsfPlace implements SymbolPlace {
    private static final List<String> SUFFIXES = List.of(".json", ".json.xz");
    private static final int MOST_INDEXED = 200;

    private final Optional<StoreDirectory> directory;
    private final Lazy<List<Path>> files;
    private final boolean named;
    private final Map<Path, Optional<IsfMetadata>> known = new ConcurrentHashMap<>();

    private IsfPlace(Optional<StoreDirectory> directory, Lazy<List<Path>> files, boolean named) {
        this.directory = directory;
        this.files = files;
        this.named = named;
    }

    static IsfPlace file(Path file) {
        return new IsfPlace(Optional.empty(), new Lazy<>(() -> List.of(file)), true);
    }

    static IsfPlace directory(StoreDirectory directory) {
        return new IsfPlace(
                Optional.of(directory),
                new Lazy<>(() -> SUFFIXES.stream()
                        .flatMap(suffix -> directory.endingWith(suffix, MOST_INDEXED).stream())
                        .toList()),
                false);
    }

    /// Whether a file is called as ISF files are.
    static boolean isNamedSo(Path path) {
        var name = path.toString().toLowerCase(Locale.ROOT);
        return SUFFIXES.stream().anyMatch(name::endsWith);
    }

    /// The matching files; if there are none, those made from another build of the same PDB, for comparison.
    @Override
    public List<Path> candidates(PdbReference wanted, List<String> tried, Progress progress) {
        var others = new ArrayList<Path>();
        for (var path : likeliestFirst(wanted)) {
            progress.at("Reading " + path.getFileName(), 0, 0);
            var metadata = known.computeIfAbsent(path, IsfPlace::read);
            if (metadata.filter(found -> found.identity().matches(wanted)).isPresent()) {
                return List.of(path);
            }
            if (metadata.isEmpty() && named) {
                others.add(path); // opening it tells the user what is wrong
            }
            if (metadata.filter(found -> isRelated(found, wanted)).isPresent()) {
                others.add(path);
            }
        }
        return List.copyOf(others);
    }

    @Override
    public List<Path> candidates(String pdbName) {
        return files.get().stream()
                .filter(path -> known.computeIfAbsent(path, IsfPlace::read)
                        .filter(found -> pdbName.equalsIgnoreCase(found.database()))
                        .isPresent())
                .toList();
    }

    private static boolean isRelated(IsfMetadata found, PdbReference wanted) {
        return found.identity().sameBuild(wanted)
                || wanted.fileName().filter(found.database()::equalsIgnoreCase).isPresent();
    }

    private List<Path> likeliestFirst(PdbReference wanted) {
        var paths = new ArrayList<Path>();
        directory.ifPresent(place -> addStored(place, wanted, paths));
        var guid = wanted.guid() == null
                ? wanted.storeKey()
                : wanted.guid().toString().replace("-", "");
        var inName = guid.toUpperCase(Locale.ROOT);
        files.get().stream()
                .sorted(Comparator.comparing(
                        path -> !path.toString().toUpperCase(Locale.ROOT).contains(inName)))
                .forEach(paths::add);
        return paths;
    }

    private static void addStored(StoreDirectory place, PdbReference wanted, List<Path> paths) {
        var pdb = wanted.fileName().orElse("");
        var guid = wanted.guid();
        if (pdb.isEmpty() || guid == null) {
            return;
        }
        for (var suffix : SUFFIXES) {
            var leaf = guid.toString().replace("-", "") + "-" + wanted.age() + suffix;
            var found = place.file(pdb, leaf);
            found = found != null ? found : place.file("windows", pdb, leaf);
            if (found != null) {
                paths.add(found);
            }
        }
    }

    private static Optional<IsfMetadata> read(Path path) {
        try {
            return Optional.of(IsfMetadata.read(path));
        } catch (IOException | MalformedFileException notOne) {
            return Optional.empty();
        }
    }
}
