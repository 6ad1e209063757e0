package dev.gotstack.symbol;

import dev.gotstack.io.MappedFile;
import dev.gotstack.symbol.pe.PeImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What [ImageStore] found for a module. The image can be read until this is closed.
public final class ImageFile implements AutoCloseable {
    private final @Nullable MappedFile file;
    private final @Nullable PeImage image;
    private final List<String> tried;

    ImageFile(@Nullable MappedFile file, @Nullable PeImage image, List<String> tried) {
        this.file = file;
        this.image = image;
        this.tried = List.copyOf(tried);
    }

    /// The image; empty if none of the right build was found.
    public Optional<PeImage> image() {
        return Optional.ofNullable(image);
    }

    /// Where it lies.
    public Optional<Path> path() {
        return Optional.ofNullable(file).map(MappedFile::path);
    }

    /// What was looked at, and why it would not do: one line each, for the user.
    public List<String> tried() {
        return tried;
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
