package dev.gotstack.symbol;

import dev.gotstack.io.ByteSource;
import dev.gotstack.io.LittleEndian;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads IMAGE_SECTION_HEADERs, 40 bytes each: found in images and in a stream of most PDBs.
public final class SectionHeaders {
    private static final int NAME_LENGTH = 8;
    private static final int VIRTUAL_SIZE = 0x8;
    private static final int VIRTUAL_ADDRESS = 0xc;
    private static final int SIZE_OF_RAW_DATA = 0x10;
    private static final int POINTER_TO_RAW_DATA = 0x14;
    private static final int CHARACTERISTICS = 0x24;

    private SectionHeaders() {}

    /// `count` headers from `offset`.
    ///
    /// @throws dev.gotstack.io.MalformedFileException if they do not lie within the source
    public static List<Section> read(ByteSource source, long offset, int count) {
        source.check(offset, (long) count * Section.HEADER_SIZE, "IMAGE_SECTION_HEADER");
        var bytes = source.bytes(offset, count * Section.HEADER_SIZE);
        var sections = new ArrayList<Section>(count);
        for (int at = 0; at < bytes.length; at += Section.HEADER_SIZE) {
            sections.add(section(bytes, at));
        }
        return List.copyOf(sections);
    }

    private static Section section(byte[] bytes, int at) {
        return new Section(
                name(bytes, at),
                LittleEndian.u32(bytes, at + VIRTUAL_ADDRESS),
                LittleEndian.u32(bytes, at + VIRTUAL_SIZE),
                LittleEndian.u32(bytes, at + POINTER_TO_RAW_DATA),
                LittleEndian.u32(bytes, at + SIZE_OF_RAW_DATA),
                LittleEndian.u32(bytes, at + CHARACTERISTICS));
    }

    /// Padded with NULs, but not terminated when all eight characters are used.
    private static String name(byte[] bytes, int at) {
        int length = 0;
        while (length < NAME_LENGTH && bytes[at + length] != 0) {
            length++;
        }
        return new String(bytes, at, length, StandardCharsets.ISO_8859_1);
    }
}
