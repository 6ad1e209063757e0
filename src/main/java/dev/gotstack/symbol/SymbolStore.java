package dev.gotstack.symbol;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.symbol.pdb.Pdb;
import dev.gotstack.symbol.pe.PeImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds symbols for images in the places the user named. Only PDBs whose GUID and age are the image's are taken,
/// unless the user insists. Places that are not on this machine are left out. Safe for use by several threads.
public final class SymbolStore {
    private final List<PdbPlace> places;
    private final List<String> notes;
    private final boolean forced;

    private SymbolStore(List<PdbPlace> places, List<String> notes, boolean forced) {
        this.places = List.copyOf(places);
        this.notes = List.copyOf(notes);
        this.forced = forced;
    }

    /// A store that looks in these places, in their order.
    ///
    /// @param paths each a directory, a `.pdb` file, or anything else of the grammar of `_NT_SYMBOL_PATH`
    /// @param forced whether a PDB of the right name is taken though it belongs to another build, if there is no right
    /// one
    public static SymbolStore of(List<String> paths, boolean forced) {
        return of(List.of(), paths, forced);
    }

    /// The same, but first in `files`: directories and `.pdb` files whose names mean what they say, as the dump's own
    /// folder, which may have `;` or `*` in its name.
    public static SymbolStore of(List<Path> files, List<String> paths, boolean forced) {
        var places = new ArrayList<PdbPlace>();
        var notes = new ArrayList<String>();
        files.forEach(file -> addPlain(file, places, notes));
        for (var path : paths) {
            for (var element : SymbolPath.parse(path).elements()) {
                switch (element) {
                    case SymbolPath.Plain plain -> addPlain(plain.location(), places, notes);
                    case SymbolPath.Server server ->
                        server.locations().forEach(location -> addStore(location, places, notes));
                    case SymbolPath.Cache cache -> addStore(cache.location(), places, notes);
                }
            }
        }
        return new SymbolStore(places, notes, forced);
    }

    /// Places that are not searched, one line each with the reason.
    public List<String> notes() {
        return notes;
    }

    /// Symbols of an image: a PDB, else its exports if they are allowed, else none. Never fails: the reasons are lines
    /// of the result.
    public ModuleSymbols load(ImageRequest request) {
        var tried = new ArrayList<String>();
        var image = request.image();
        var wanted = image == null ? Optional.<PdbReference>empty() : image.pdbReference();
        var pdb = wanted.isPresent() ? find(wanted.get(), tried) : byName(request, tried);
        if (pdb != null) {
            var sections = image == null ? List.<Section>of() : image.sections();
            var table = pdb.symbols(sections);
            tried.addAll(pdb.problems());
            return new ModuleSymbols(table, ModuleSymbols.Kind.PDB, Optional.of(pdb), List.copyOf(tried));
        }
        return exports(request, tried);
    }

    private static ModuleSymbols exports(ImageRequest request, List<String> tried) {
        var image = request.image();
        var table = image == null || !request.exportsAllowed() ? SymbolTable.empty() : image.exportedSymbols();
        if (image != null) {
            tried.addAll(image.problemsSoFar());
        }
        var kind = table.size() == 0 ? ModuleSymbols.Kind.NONE : ModuleSymbols.Kind.EXPORTS;
        return new ModuleSymbols(table, kind, Optional.empty(), List.copyOf(tried));
    }

    private @Nullable Pdb find(PdbReference wanted, List<String> tried) {
        Path other = null;
        for (var place : places) {
            for (var path : place.candidates(wanted, tried)) {
                var pdb = open(path, tried);
                if (pdb != null && pdb.identity().matches(wanted)) {
                    tried.add(path + ": matches " + wanted.describe());
                    return pdb;
                }
                if (pdb != null) {
                    tried.add(
                            path + ": is of " + pdb.identity().describeLike(wanted) + ", wanted " + wanted.describe());
                    other = other == null && mayBeForced(path, pdb, wanted) ? path : other;
                    pdb.close();
                }
            }
        }
        return forced && other != null ? openForced(other, tried) : null;
    }

    /// Whether a PDB that does not match may be taken by force: one of another age, or of the right name. A PDB that
    /// the user gave for one image must not be forced upon all others.
    private static boolean mayBeForced(Path path, Pdb pdb, PdbReference wanted) {
        var name = String.valueOf(path.getFileName());
        return pdb.identity().sameBuild(wanted)
                || wanted.fileName().filter(name::equalsIgnoreCase).isPresent();
    }

    private @Nullable Pdb byName(ImageRequest request, List<String> tried) {
        var name = WindowsFileName.lastComponent(request.moduleName())
                .map(file -> WindowsFileName.withoutExtension(file) + ".pdb");
        tried.add(request.moduleName() + ": which PDB it was linked with is not in the dump" + reason(request.image()));
        if (forced && name.isPresent()) {
            for (var place : places) {
                for (var path : place.candidates(name.get())) {
                    var pdb = openForced(path, tried);
                    if (pdb != null) {
                        return pdb;
                    }
                }
            }
        }
        return null;
    }

    private static String reason(@Nullable PeImage image) {
        if (image == null) {
            return ": its headers are missing";
        }
        return image.problemsSoFar().stream()
                .filter(line -> line.startsWith("debug directory"))
                .findFirst()
                .map(line -> " (" + line + ")")
                .orElse(": it has no debug directory");
    }

    private static @Nullable Pdb openForced(Path path, List<String> tried) {
        var pdb = open(path, tried);
        if (pdb != null) {
            tried.add(path + ": taken by force, names and offsets may be wrong");
        }
        return pdb;
    }

    private static @Nullable Pdb open(Path path, List<String> tried) {
        try {
            return Pdb.open(path);
        } catch (IOException e) {
            tried.add(path + ": cannot be opened (" + e + ")");
        } catch (MalformedFileException e) {
            tried.add(path + ": " + e.getMessage());
        }
        return null;
    }

    private static void addPlain(String location, List<PdbPlace> places, List<String> notes) {
        var path = local(location, notes);
        if (path != null) {
            addPlain(path, places, notes);
        }
    }

    private static void addPlain(Path path, List<PdbPlace> places, List<String> notes) {
        if (Files.isDirectory(path)) {
            places.add(new PdbDirectory(path, true));
        } else if (Files.isRegularFile(path)
                && path.toString().toLowerCase(Locale.ROOT).endsWith(".pdb")) {
            places.add(new PdbFilePlace(path));
        } else {
            notes.add(path + ": neither a directory nor a .pdb file");
        }
    }

    private static void addStore(String location, List<PdbPlace> places, List<String> notes) {
        if (location.isBlank()) {
            return; // the debugger's default store: this program has none
        }
        var path = local(location, notes);
        if (path != null && Files.isDirectory(path)) {
            places.add(new PdbDirectory(path, false));
        } else if (path != null) {
            notes.add(location + ": not a directory");
        }
    }

    private static @Nullable Path local(String location, List<String> notes) {
        if (SymbolPath.isUrl(location)) {
            notes.add(location + ": not searched, it is on the network");
            return null;
        }
        try {
            return Path.of(location);
        } catch (InvalidPathException e) {
            notes.add(location + ": not a path (" + e.getReason() + ")");
            return null;
        }
    }
}
