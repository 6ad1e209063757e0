package dev.gotstack.symbol;

import dev.gotstack.io.Progress;
import dev.gotstack.io.packed.Cabinet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a directory holds of a wanted file in another form than plain: in a cabinet, or elsewhere with a pointer to it.
/// Cabinets are unpacked into a cache, never beside themselves.
final class PackedFiles {
    private final StoreDirectory directory;
    private final FileCache cache;
    private final long mostBytes;

    /// @param mostBytes that an unpacked file may have
    PackedFiles(StoreDirectory directory, FileCache cache, long mostBytes) {
        this.directory = directory;
        this.cache = cache;
        this.mostBytes = mostBytes;
    }

    /// The file, unpacked.
    ///
    /// @param loose whether a cabinet may lie in the directory itself
    /// @param tried gets a line for everything that is found and will not do
    Optional<Path> find(WantedFile file, boolean loose, List<String> tried, Progress progress) {
        var packed = directory.stored(file.name(), file.key(), file.packedName());
        var beside = loose ? directory.file(file.packedName()) : null;
        if (beside != null) {
            packed.add(beside);
        }
        for (var cabinet : packed) {
            var found = unpacked(file, cabinet, tried, progress);
            if (found != null) {
                return Optional.of(found);
            }
        }
        for (var pointer : directory.stored(file.name(), file.key(), PointerFile.NAME)) {
            var found = pointed(file, pointer, tried, progress);
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private @Nullable Path unpacked(WantedFile file, Path cabinet, List<String> tried, Progress progress) {
        var known = cache.find(file);
        if (known != null) {
            return known;
        }
        try {
            var kept = cache.keep(file, into -> Cabinet.unpack(cabinet, into, mostBytes, progress));
            tried.add(cabinet + ": unpacked into " + kept);
            return kept;
        } catch (IOException e) {
            tried.add(cabinet + ": " + e.getMessage());
            return null;
        }
    }

    private @Nullable Path pointed(WantedFile file, Path pointer, List<String> tried, Progress progress) {
        try {
            var target = PointerFile.read(pointer);
            var found = target.localFile().orElse(null);
            if (found == null) {
                tried.add(pointer + ": " + target.failure());
                return null;
            }
            return found.toString().endsWith("_") ? unpacked(file, found, tried, progress) : found;
        } catch (IOException e) {
            tried.add(pointer + ": cannot be read (" + e + ")");
            return null;
        }
    }
}
