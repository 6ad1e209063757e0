package dev.gotstack.symbol;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.io.Progress;
import dev.gotstack.symbol.pe.PeImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds symbols for images in the places the user named. Only PDBs and ISF files whose GUID and age are the image's
/// are taken, unless the user insists. Safe for use by several threads.
public final class SymbolStore {
    /// Two addresses may agree by chance, three do not.
    private static final int FEWEST_LANDMARKS = 3;
    /// Files that are opened for comparison.
    private static final int MOST_COMPARED = 8;
    /// What the kernel's PDB is called, whatever its image is.
    private static final List<String> KERNELS = List.of("ntkrnlmp.pdb", "ntoskrnl.pdb", "ntkrnlpa.pdb", "ntkrpamp.pdb");

    private final List<SymbolPlace> places;
    private final List<String> notes;
    private final boolean forced;

    private SymbolStore(List<SymbolPlace> places, List<String> notes, boolean forced) {
        this.places = places;
        this.notes = notes;
        this.forced = forced;
    }

    /// A store that looks in these places, in their order, as far as they are on this machine.
    ///
    /// @param paths each a directory, a `.pdb`, `.json` or `.json.xz` file, or anything else of the grammar of
    /// `_NT_SYMBOL_PATH`
    /// @param forced whether symbols of the right name are taken though they belong to another build, if there are no
    /// right ones
    public static SymbolStore of(List<String> paths, boolean forced) {
        return of(List.of(), paths, forced);
    }

    /// The same, but first in `files`: directories and files whose names mean what they say, as the dump's own folder,
    /// which may have `;` or `*` in its name.
    public static SymbolStore of(List<Path> files, List<String> paths, boolean forced) {
        return of(files, paths, SymbolOptions.local(forced));
    }

    /// The same with a choice of how to search.
    public static SymbolStore of(List<Path> files, List<String> paths, SymbolOptions options) {
        var places = new SymbolPlaces(options);
        files.forEach(places::add);
        paths.forEach(path -> places.add(SymbolPath.parse(path)));
        return new SymbolStore(places.places(), places.notes(), options.forced());
    }

    /// Places that are not searched, one line each with the reason.
    public List<String> notes() {
        return notes;
    }

    /// The same as [#load(ImageRequest, Progress)] for callers that do not watch.
    public ModuleSymbols load(ImageRequest request) {
        return load(request, Progress.NONE);
    }

    /// Symbols of an image: a PDB or ISF file, else its exports if they are allowed, else none. Never fails: the
    /// reasons are lines of the result. Takes as long as servers need; `progress` may end it at any moment.
    ///
    /// @throws java.util.concurrent.CancellationException if `progress` says so
    public ModuleSymbols load(ImageRequest request, Progress progress) {
        var tried = new ArrayList<String>();
        var image = request.image();
        var sections = image == null ? List.<Section>of() : image.sections();
        var wanted = image == null ? Optional.<PdbReference>empty() : image.pdbReference();
        var found =
                wanted.isPresent() ? find(wanted.get(), sections, tried, progress) : byName(request, sections, tried);
        if (found == null) {
            return exports(request, tried);
        }
        try {
            return found.symbols(sections, tried);
        } catch (RuntimeException e) {
            found.close();
            throw e;
        }
    }

    private static ModuleSymbols exports(ImageRequest request, List<String> tried) {
        var image = request.image();
        var table = image == null || !request.exportsAllowed() ? SymbolTable.empty() : image.exportedSymbols();
        if (image != null) {
            tried.addAll(image.problemsSoFar());
        }
        var kind = table.size() == 0 ? ModuleSymbols.Kind.NONE : ModuleSymbols.Kind.EXPORTS;
        return new ModuleSymbols(table, kind, Optional.empty(), Optional.empty(), List.copyOf(tried));
    }

    private @Nullable OpenSymbols find(
            PdbReference wanted, List<Section> sections, List<String> tried, Progress progress) {
        Path other = null;
        for (var place : places) {
            for (var path : place.candidates(wanted, tried, progress)) {
                var found = open(path, sections, tried);
                if (found != null && found.identity().matches(wanted)) {
                    tried.add(path + ": matches " + wanted.describe());
                    return found;
                }
                if (found != null) {
                    tried.add(path + ": is of " + found.identity().describeLike(wanted) + ", wanted "
                            + wanted.describe());
                    other = other == null && mayBeForced(found, wanted) ? path : other;
                    found.close();
                }
            }
        }
        return forced && other != null ? openForced(other, sections, tried) : null;
    }

    /// Whether symbols that do not match may be taken by force: those of another age, or of the right name. A PDB that
    /// the user gave for one image must not be forced upon all others.
    private static boolean mayBeForced(OpenSymbols found, PdbReference wanted) {
        return found.identity().sameBuild(wanted)
                || wanted.fileName().filter(found.pdbName()::equalsIgnoreCase).isPresent();
    }

    private @Nullable OpenSymbols byName(ImageRequest request, List<Section> sections, List<String> tried) {
        var name = WindowsFileName.lastComponent(request.moduleName())
                .map(file -> WindowsFileName.withoutExtension(file) + ".pdb");
        tried.add(request.moduleName() + ": which PDB it was linked with is not in the dump" + reason(request.image()));
        var proven = byLandmarks(request, name.orElse(""), sections, tried);
        if (proven != null) {
            return proven;
        }
        if (forced && name.isPresent()) {
            for (var place : places) {
                for (var path : place.candidates(name.get())) {
                    var found = openForced(path, sections, tried);
                    if (found != null) {
                        return found;
                    }
                }
            }
        }
        return null;
    }

    /// Symbols that have what the dump tells of the image at the very addresses: no other build does.
    private @Nullable OpenSymbols byLandmarks(
            ImageRequest request, String name, List<Section> sections, List<String> tried) {
        if (request.landmarks().size() < FEWEST_LANDMARKS) {
            return null;
        }
        var names = new LinkedHashSet<>(List.of(name));
        names.addAll(KERNELS);
        for (var place : places) {
            for (var path : names.stream()
                    .flatMap(each -> place.candidates(each).stream())
                    .distinct()
                    .limit(MOST_COMPARED)
                    .toList()) {
                var found = open(path, sections, tried);
                if (found != null && found.has(request.landmarks(), sections)) {
                    tried.add(path + ": has "
                            + String.join(", ", request.landmarks().keySet()) + " where the dump has them");
                    return found;
                }
                if (found != null) {
                    tried.add(path + ": is of another build: "
                            + String.join(", ", request.landmarks().keySet()) + " lie elsewhere");
                    found.close();
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

    private static @Nullable OpenSymbols openForced(Path path, List<Section> sections, List<String> tried) {
        var found = open(path, sections, tried);
        if (found != null) {
            tried.add(path + ": taken by force, names and offsets may be wrong");
        }
        return found;
    }

    private static @Nullable OpenSymbols open(Path path, List<Section> sections, List<String> tried) {
        try {
            return OpenSymbols.open(path, sections);
        } catch (IOException e) {
            tried.add(path + ": cannot be opened (" + e + ")");
        } catch (MalformedFileException e) {
            tried.add(path + ": " + e.getMessage());
        }
        return null;
    }
}
