package dev.gotstack.dump;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.io.MappedFile;
import dev.gotstack.layout.BuiltInTypes;
import dev.gotstack.layout.Struct;

/// The two widths of dump files: the same structures, in two sizes. What differs is here and in `assets/layouts`.
enum Width {
    /// `PAGEDUMP`. Physical addresses have at most 36 bits on 32-bit Windows.
    BITS_32("32", 0x1000, 86, 1L << 24, 1L << 24, 32),
    /// `PAGEDU64`. Processors address at most 52 bits; a bitmap of 64 TiB has 2 GiB.
    BITS_64("64", 0x2000, 42, 1L << 40, 1L << 34, 2048);

    private final String suffix;
    private final long headerSize;
    private final long mostRuns;
    private final long mostPages;
    private final long mostBits;
    private final long mostProcessors;

    Width(String suffix, long headerSize, long mostRuns, long mostPages, long mostBits, long mostProcessors) {
        this.suffix = suffix;
        this.headerSize = headerSize;
        this.mostRuns = mostRuns;
        this.mostPages = mostPages;
        this.mostBits = mostBits;
        this.mostProcessors = mostProcessors;
    }

    /// The structure that begins at an offset of the file.
    ///
    /// @param type its name without 32 or 64 at the end
    Struct struct(MappedFile file, String type, long offset) {
        Struct.Bytes bytes = (address, length, what) -> {
            file.check(address, length, what);
            return file.bytes(address, length);
        };
        return Struct.at(bytes, this == BITS_32 ? Types32.ALL : Types64.ALL, type + suffix, offset);
    }

    /// Loaded when the first dump of its width is opened.
    private static final class Types32 {
        private static final BuiltInTypes ALL = BuiltInTypes.load("dump-file32");
    }

    private static final class Types64 {
        private static final BuiltInTypes ALL = BuiltInTypes.load("dump-file64");
    }

    /// Says what is wrong with a field.
    static MalformedFileException malformed(
            MappedFile file, Struct struct, String field, String expected, String found) {
        long offset = struct.has(field) ? struct.addressOf(field) : struct.address();
        return new MalformedFileException(file.name(), offset, struct.layout().name() + "." + field, expected, found);
    }

    /// Bytes of the header; the first structure or page of memory follows.
    long headerSize() {
        return headerSize;
    }

    /// Runs that fit into the 700 bytes of the physical memory block.
    long mostRuns() {
        return mostRuns;
    }

    /// Page frame numbers are below this.
    long mostPages() {
        return mostPages;
    }

    /// Bits a bitmap may have.
    long mostBits() {
        return mostBits;
    }

    long mostProcessors() {
        return mostProcessors;
    }

    int pointerSize() {
        return this == BITS_32 ? 4 : 8;
    }
}
