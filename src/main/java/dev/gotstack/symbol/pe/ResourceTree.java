package dev.gotstack.symbol.pe;

import dev.gotstack.io.ByteSource;
import dev.gotstack.io.MalformedFileException;
import java.util.OptionalLong;

/// Walks an image's resources: directories by type, name and language, then the data.
final class ResourceTree {
    private static final int DIRECTORY_HEADER = 16;
    private static final int NAMED_COUNT = 0xc;
    private static final int ID_COUNT = 0xe;
    private static final int ENTRY_SIZE = 8;
    private static final long IS_DIRECTORY = 0x8000_0000L;
    private static final int VERSION_TYPE = 16;
    private static final long ANY = -1;

    private final ByteSource image;
    private final long root;

    ResourceTree(ByteSource image, long root) {
        this.image = image;
        this.root = root;
    }

    /// RVA and size of the first version resource.
    ///
    /// @return null-size directory if there is none
    PeHeader.Directory version() {
        var byName = child(0, VERSION_TYPE);
        if (byName.isEmpty()) {
            return new PeHeader.Directory(0, 0);
        }
        long byLanguage = subdirectory(byName.getAsLong());
        long entry = child(subdirectory(byLanguage, ANY), ANY).orElseThrow(() -> empty(byLanguage));
        if ((entry & IS_DIRECTORY) != 0) {
            throw new MalformedFileException(
                    image.name(), root, "resource tree", "data at the third level", "a directory");
        }
        return new PeHeader.Directory(image.u32(root + entry), image.u32(root + entry + 4));
    }

    private long subdirectory(long directory, long id) {
        return subdirectory(child(directory, id).orElseThrow(() -> empty(directory)));
    }

    private long subdirectory(long entry) {
        if ((entry & IS_DIRECTORY) == 0) {
            throw new MalformedFileException(image.name(), root, "resource tree", "a directory", "data");
        }
        return entry & ~IS_DIRECTORY;
    }

    /// The raw offset field of the entry with that number (or of the first), from the root.
    private OptionalLong child(long directory, long id) {
        long at = root + directory;
        int count = image.u16(at + NAMED_COUNT) + image.u16(at + ID_COUNT);
        for (int i = 0; i < count; i++) {
            long entry = at + DIRECTORY_HEADER + (long) i * ENTRY_SIZE;
            if (id == ANY || image.u32(entry) == id) {
                return OptionalLong.of(image.u32(entry + 4));
            }
        }
        return OptionalLong.empty();
    }

    private MalformedFileException empty(long directory) {
        return new MalformedFileException(image.name(), root + directory, "resource tree", "an entry", "none");
    }
}
