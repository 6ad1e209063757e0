package dev.gotstack.io.packed;

import dev.gotstack.io.LittleEndian;
import dev.gotstack.io.MalformedFileException;
import dorkbox.cabParser.Checksum;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Where things lie in a cabinet of one folder. (MS-CAB 2: CFHEADER, CFFOLDER, CFFILE, CFDATA.) The folder is one
/// stream of bytes in which the files follow each other.
///
/// @param method how it is packed: the low 4 bits of CFFOLDER.typeCompress
/// @param files in order
/// @param blocks in order
record CabinetLayout(int method, List<File> files, List<Block> blocks) {
    static final int MSZIP = 1;
    static final long SIGNATURE = 0x4643534dL;

    private static final int RESERVES = 4;
    private static final int OTHER_CABINETS = 3;
    private static final int HEADER = 36;
    private static final int FOLDER = 8;
    private static final int FILE = 16;
    private static final int BLOCK_HEADER = 8;
    private static final int LONGEST_NAME = 256;

    /// A file inside.
    ///
    /// @param start where it begins in its folder
    record File(String name, long start, long size) {}

    /// A block of packed data.
    ///
    /// @param at where its packed bytes start
    /// @param packed bytes of them
    /// @param length bytes when unpacked
    record Block(int at, int packed, int length) {}

    /// @throws MalformedFileException if it is no such cabinet, or a part lies outside
    static CabinetLayout read(byte[] bytes, String name) {
        if (bytes.length < HEADER + FOLDER || LittleEndian.u32(bytes, 0) != SIGNATURE) {
            throw unexpected(name, 0, "CFHEADER", "MSCF and " + (HEADER + FOLDER) + " bytes", "something else");
        }
        int flags = LittleEndian.u16(bytes, 30);
        int files = LittleEndian.u16(bytes, 28);
        int folders = LittleEndian.u16(bytes, 26);
        if (files == 0 || folders != 1 || (flags & OTHER_CABINETS) != 0) {
            throw unexpected(name, 26, "CFHEADER", "one folder with files", folders + " folders, " + files + " files");
        }
        boolean reserves = (flags & RESERVES) != 0;
        int folder = reserves ? HEADER + 4 + LittleEndian.u16(bytes, HEADER) : HEADER;
        int blockReserve = reserves ? bytes[HEADER + 3] & 0xff : 0;
        inside(bytes, name, folder, FOLDER, "CFFOLDER");
        return new CabinetLayout(
                LittleEndian.u16(bytes, folder + 6) & 0xf,
                files(bytes, name, files),
                blocks(bytes, name, folder, blockReserve));
    }

    private static List<File> files(byte[] bytes, String name, int count) {
        long at = LittleEndian.u32(bytes, 16);
        var files = new ArrayList<File>();
        for (int i = 0; i < count; i++) {
            inside(bytes, name, at, FILE, "CFFILE");
            int entry = (int) at;
            int end = entry + FILE;
            while (end < bytes.length && end < entry + FILE + LONGEST_NAME && bytes[end] != 0) {
                end++;
            }
            files.add(new File(
                    new String(bytes, entry + FILE, end - entry - FILE, StandardCharsets.ISO_8859_1),
                    LittleEndian.u32(bytes, entry + 4),
                    LittleEndian.u32(bytes, entry)));
            at = end + 1L;
        }
        return files;
    }

    private static List<Block> blocks(byte[] bytes, String name, int folder, int reserve) {
        long at = LittleEndian.u32(bytes, folder);
        var blocks = new ArrayList<Block>();
        for (int left = LittleEndian.u16(bytes, folder + 4); left > 0; left--) {
            inside(bytes, name, at, BLOCK_HEADER + reserve, "CFDATA");
            int header = (int) at;
            int packed = LittleEndian.u16(bytes, header + 4);
            int data = header + BLOCK_HEADER + reserve;
            int end = data + packed;
            inside(bytes, name, data, packed, "CFDATA");
            blocks.add(new Block(data, packed, LittleEndian.u16(bytes, header + 6)));
            verify(bytes, name, header, end);
            at = end;
        }
        return blocks;
    }

    /// A checksum of zero means that there is none; the library for LZX wants one nevertheless, and gets it.
    private static void verify(byte[] bytes, String name, int header, int end) {
        var data = Arrays.copyOfRange(bytes, header + BLOCK_HEADER, end);
        var lengths = Arrays.copyOfRange(bytes, header + 4, header + BLOCK_HEADER);
        // Bytes reserved for the writer, if any, come before the data and count as part of it.
        int computed = Checksum.calculate(lengths, lengths.length, Checksum.calculate(data, data.length, 0));
        int stored = (int) LittleEndian.u32(bytes, header);
        if (stored == 0) {
            for (int i = 0; i < Integer.BYTES; i++) {
                bytes[header + i] = (byte) (computed >>> (8 * i));
            }
        } else if (stored != computed && end - header == BLOCK_HEADER + LittleEndian.u16(bytes, header + 4)) {
            throw unexpected(name, header, "CFDATA.csum", Integer.toHexString(computed), Integer.toHexString(stored));
        }
    }

    private static void inside(byte[] bytes, String name, long at, int length, String what) {
        if (at > bytes.length - (long) length) {
            throw unexpected(name, at, what, length + " bytes", "an end at 0x" + Integer.toHexString(bytes.length));
        }
    }

    private static MalformedFileException unexpected(String name, long at, String what, String expected, String found) {
        return new MalformedFileException(name, at, what, expected, found);
    }
}
