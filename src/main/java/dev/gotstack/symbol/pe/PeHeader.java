package dev.gotstack.symbol.pe;

import dev.gotstack.io.ByteSource;
import dev.gotstack.io.MalformedFileException;
import dev.gotstack.symbol.Section;
import dev.gotstack.symbol.SectionHeaders;
import java.util.ArrayList;
import java.util.List;

/// An image's headers: IMAGE_FILE_HEADER, IMAGE_OPTIONAL_HEADER32 or 64 and the section table. Sizes are in bytes,
/// addresses are RVAs.
///
/// @param machine IMAGE_FILE_MACHINE: 0x14c x86, 0x8664 x64
/// @param timeDateStamp of linking, seconds since 1970 (or a hash, in reproducible builds)
/// @param characteristics raw flags of the file header
/// @param wide whether the optional header is of the 64-bit kind
/// @param imageBase preferred address; in memory, often the real one
/// @param entryPoint 0 if there is none
record PeHeader(
        int machine,
        long timeDateStamp,
        int characteristics,
        boolean wide,
        long imageBase,
        long entryPoint,
        long sizeOfImage,
        long sizeOfHeaders,
        long checkSum,
        List<Directory> directories,
        List<Section> sections) {

    /// Of an image whose headers cannot be read.
    static final PeHeader MISSING = new PeHeader(0, 0, 0, false, 0, 0, 0, 0, 0, List.of(), List.of());

    /// IMAGE_DATA_DIRECTORY.
    record Directory(long rva, long size) {}

    static final int EXPORT_DIRECTORY = 0;
    static final int RESOURCE_DIRECTORY = 2;
    static final int EXCEPTION_DIRECTORY = 3;
    static final int RELOCATION_DIRECTORY = 5;
    static final int DEBUG_DIRECTORY = 6;

    private static final int MZ = 0x5a4d;
    private static final int E_LFANEW = 0x3c;
    private static final long PE = 0x4550;
    private static final int FILE_HEADER = 4;
    private static final int OPTIONAL_HEADER = FILE_HEADER + 20;
    private static final int MAGIC_32 = 0x10b;
    private static final int MAGIC_64 = 0x20b;
    private static final int MOST_DIRECTORIES = 16;

    /// Where the fields lie that differ between the two optional headers, from its start.
    private record Layout(int imageBase, int imageBaseSize, int directoryCount, int directories) {}

    private static final Layout LAYOUT_32 = new Layout(0x1c, 4, 0x5c, 0x60);
    private static final Layout LAYOUT_64 = new Layout(0x18, 8, 0x6c, 0x70);

    Directory directory(int index) {
        return index < directories.size() ? directories.get(index) : new Directory(0, 0);
    }

    /// @throws MalformedFileException if this is no image, or its headers cannot be read
    static PeHeader read(ByteSource source) {
        require(source, 0, "IMAGE_DOS_HEADER.e_magic", MZ, source.u16(0));
        long pe = source.u32(E_LFANEW);
        require(source, pe, "IMAGE_NT_HEADERS.Signature", PE, source.u32(pe));
        long optional = pe + OPTIONAL_HEADER;
        int optionalSize = source.u16(pe + FILE_HEADER + 0x10);
        boolean wide = isWide(source, optional);
        var layout = wide ? LAYOUT_64 : LAYOUT_32;
        int sectionCount = source.u16(pe + FILE_HEADER + 2);
        return new PeHeader(
                source.u16(pe + FILE_HEADER),
                source.u32(pe + FILE_HEADER + 4),
                source.u16(pe + FILE_HEADER + 0x12),
                wide,
                layout.imageBaseSize() == 8
                        ? source.u64(optional + layout.imageBase())
                        : source.u32(optional + layout.imageBase()),
                source.u32(optional + 0x10),
                source.u32(optional + 0x38),
                source.u32(optional + 0x3c),
                source.u32(optional + 0x40),
                directories(source, optional, optionalSize, layout),
                SectionHeaders.read(source, optional + optionalSize, sectionCount));
    }

    private static boolean isWide(ByteSource source, long optional) {
        int magic = source.u16(optional);
        if (magic != MAGIC_32 && magic != MAGIC_64) {
            throw malformed(source, optional, "IMAGE_OPTIONAL_HEADER.Magic", "10b or 20b", magic);
        }
        return magic == MAGIC_64;
    }

    private static List<Directory> directories(ByteSource source, long optional, int optionalSize, Layout layout) {
        long stated = source.u32(optional + layout.directoryCount());
        int room = (optionalSize - layout.directories()) / 8;
        var directories = new ArrayList<Directory>();
        for (int i = 0; i < Math.min(Math.min(stated, room), MOST_DIRECTORIES); i++) {
            long at = optional + layout.directories() + i * 8L;
            directories.add(new Directory(source.u32(at), source.u32(at + 4)));
        }
        return List.copyOf(directories);
    }

    private static void require(ByteSource source, long offset, String where, long wanted, long found) {
        if (found != wanted) {
            throw malformed(source, offset, where, Long.toHexString(wanted), found);
        }
    }

    private static MalformedFileException malformed(
            ByteSource source, long offset, String where, String expected, long found) {
        return new MalformedFileException(source.name(), offset, where, expected, Long.toHexString(found));
    }
}
