package dev.gotstack.symbol;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.io.MappedFile;
import dev.gotstack.io.Progress;
import dev.gotstack.symbol.pe.PeImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the files of images, for bytes that the dump does not hold. Only a file with the module's TimeDateStamp and
/// SizeOfImage is taken: another build's code would be a lie. All places are on this machine. Safe for use by several
/// threads.
public final class ImageStore {
    private final List<ImageDirectory> directories;
    private final List<Path> files;
    private final List<String> notes;

    private ImageStore(List<ImageDirectory> directories, List<Path> files, List<String> notes) {
        this.directories = directories;
        this.files = files;
        this.notes = notes;
    }

    /// A store that looks in these places in their order, single files first.
    ///
    /// @param places directories (loose images, or symbol stores) and image files
    public static ImageStore of(List<Path> places) {
        return of(places, SymbolOptions.local(false));
    }

    /// The same with another cache for unpacked files, or other limits.
    public static ImageStore of(List<Path> places, SymbolOptions options) {
        var cache = new FileCache(List.of(options.cache()), options.cache());
        var directories = new ArrayList<ImageDirectory>();
        var files = new ArrayList<Path>();
        var notes = new ArrayList<String>();
        for (var place : places) {
            if (Files.isDirectory(place)) {
                var directory = new StoreDirectory(place);
                var packed = new PackedFiles(directory, cache, options.limits().mostBytes());
                directories.add(new ImageDirectory(directory, packed));
            } else if (Files.isRegularFile(place)) {
                files.add(place);
            } else {
                notes.add(place + ": neither a directory nor a file");
            }
        }
        return new ImageStore(List.copyOf(directories), List.copyOf(files), List.copyOf(notes));
    }

    /// Places that are not searched, one line each with the reason.
    public List<String> notes() {
        return notes;
    }

    /// The file of a module. Never fails: the reasons are lines of the result.
    ///
    /// @param moduleName as the dump lists it. Untrusted
    /// @param timeDateStamp from the module list or the image's headers
    /// @param sizeOfImage bytes in memory
    /// @throws java.util.concurrent.CancellationException if `progress` says so
    public ImageFile find(String moduleName, long timeDateStamp, long sizeOfImage, Progress progress) {
        var tried = new ArrayList<String>();
        var build = new ImageBuild(timeDateStamp & 0xffff_ffffL, sizeOfImage);
        var name = WindowsFileName.lastComponent(moduleName);
        for (var file : files) {
            var found = open(file, build, isNamed(file, name), tried);
            if (found != null) {
                return found;
            }
        }
        var wanted = name.map(plain -> WantedFile.image(plain, build));
        for (var directory : directories) {
            int lines = tried.size();
            for (var path : directory.candidates(wanted, build, tried, progress)) {
                var found = open(path, build, true, tried);
                if (found != null) {
                    return found;
                }
            }
            if (tried.size() == lines) {
                tried.add(directory.root() + ": no " + name.orElse("image") + " with " + build.describe());
            }
        }
        return new ImageFile(null, null, tried);
    }

    private static boolean isNamed(Path file, Optional<String> name) {
        return name.filter(String.valueOf(file.getFileName())::equalsIgnoreCase).isPresent();
    }

    /// @param expected whether the user should hear that it is another one
    private static @Nullable ImageFile open(Path path, ImageBuild wanted, boolean expected, List<String> tried) {
        MappedFile file = null;
        ImageFile result = null;
        try {
            file = MappedFile.open(path);
            var image = PeImage.file(file);
            var found = ImageBuild.of(image);
            if (found.equals(wanted)) {
                tried.add(path + ": matches " + wanted.describe());
                result = new ImageFile(file, image, tried);
            } else if (expected) {
                tried.add(path + ": is of " + found.describe() + ", wanted " + wanted.describe());
            }
        } catch (IOException e) {
            tried.add(path + ": cannot be opened (" + e + ")");
        } catch (MalformedFileException e) {
            tried.add(path + ": " + e.getMessage());
        } finally {
            if (file != null && result == null) {
                file.close();
            }
        }
        return result;
    }
}
