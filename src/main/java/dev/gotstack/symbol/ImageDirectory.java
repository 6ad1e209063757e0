package dev.gotstack.symbol;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.io.MappedFile;
import dev.gotstack.io.Progress;
import dev.gotstack.symbol.pe.PeImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A directory of image files: loose ones, also in `drivers/`, and those of a symbol store (`name/KEY/name`).
final class ImageDirectory {
    private static final List<String> EXTENSIONS = List.of(".exe", ".sys", ".dll");
    private static final int MOST_INDEXED = 2000;

    private final StoreDirectory directory;
    private final PackedFiles packed;
    /// By build: the kernel's module is `ntoskrnl.exe` whatever its file was called before it was installed.
    private final Lazy<Map<ImageBuild, Path>> builds = new Lazy<>(this::readBuilds);

    ImageDirectory(StoreDirectory directory, PackedFiles packed) {
        this.directory = directory;
        this.packed = packed;
    }

    /// Files that may be the wanted one, the likeliest first.
    Set<Path> candidates(Optional<WantedFile> wanted, ImageBuild build, List<String> tried, Progress progress) {
        var found = new LinkedHashSet<Path>();
        wanted.ifPresent(file -> addNamed(file, found, tried, progress));
        boolean right = wanted.isPresent()
                && found.stream().anyMatch(path -> wanted.get().objectionTo(path) == null);
        var other = right ? null : builds.get().get(build);
        if (other != null) {
            found.add(other);
        }
        return found;
    }

    Path root() {
        return directory.root();
    }

    private void addNamed(WantedFile file, Set<Path> found, List<String> tried, Progress progress) {
        found.addAll(directory.stored(file.name(), file.key(), file.name()));
        for (var path : new @Nullable Path[] {directory.file(file.name()), directory.file("drivers", file.name())}) {
            if (path != null) {
                found.add(path);
            }
        }
        if (found.isEmpty()) {
            packed.find(file, true, tried, progress).ifPresent(found::add);
        }
    }

    private Map<ImageBuild, Path> readBuilds() {
        var known = new LinkedHashMap<ImageBuild, Path>();
        var paths = new ArrayList<Path>();
        EXTENSIONS.forEach(suffix -> paths.addAll(directory.endingWith(suffix, MOST_INDEXED)));
        paths.forEach(path -> build(path).ifPresent(build -> known.putIfAbsent(build, path)));
        return known;
    }

    private static Optional<ImageBuild> build(Path path) {
        try (var file = MappedFile.open(path)) {
            return Optional.of(ImageBuild.of(PeImage.file(file)));
        } catch (IOException | MalformedFileException unreadable) {
            return Optional.empty();
        }
    }
}
