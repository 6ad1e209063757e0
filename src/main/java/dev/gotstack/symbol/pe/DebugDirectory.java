package dev.gotstack.symbol.pe;

import dev.gotstack.io.ByteSource;
import dev.gotstack.io.LittleEndian;
import dev.gotstack.io.MalformedFileException;
import dev.gotstack.symbol.PdbReference;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/// Finds the CodeView record (RSDS or NB10) through the array of IMAGE_DEBUG_DIRECTORY.
final class DebugDirectory {
    private static final int ENTRY_SIZE = 28;
    private static final int TYPE = 0xc;
    private static final int SIZE_OF_DATA = 0x10;
    private static final int ADDRESS_OF_RAW_DATA = 0x14;
    private static final int POINTER_TO_RAW_DATA = 0x18;
    private static final int CODEVIEW = 2;
    /// Linkers write fewer than ten.
    private static final int MOST_ENTRIES = 64;

    private static final long RSDS = 0x53445352;
    private static final int RSDS_PATH = 0x18;
    private static final long NB10 = 0x3031424e;
    private static final int NB10_PATH = 0x10;
    private static final int LONGEST_PATH = 1024;

    private DebugDirectory() {}

    /// @param image addressed by RVA
    /// @param file addressed by file offset; records that are not loaded lie only there. The same as `image` if
    // only
    /// memory is at hand.
    /// @return empty if no entry is a CodeView record
    /// @throws MalformedFileException if the directory or all its CodeView records are damaged or missing
    static Optional<PdbReference> read(ByteSource image, ByteSource file, PeHeader.Directory directory) {
        MalformedFileException damage = null;
        int count = (int) Math.min(directory.size() / ENTRY_SIZE, MOST_ENTRIES);
        for (int i = 0; i < count; i++) {
            long entry = directory.rva() + (long) i * ENTRY_SIZE;
            if (image.u32(entry + TYPE) != CODEVIEW) {
                continue;
            }
            try {
                return Optional.of(record(image, file, entry));
            } catch (MalformedFileException e) {
                damage = e;
            }
        }
        if (damage != null) {
            throw damage;
        }
        return Optional.empty();
    }

    private static PdbReference record(ByteSource image, ByteSource file, long entry) {
        long size = image.u32(entry + SIZE_OF_DATA);
        long rva = image.u32(entry + ADDRESS_OF_RAW_DATA);
        long pointer = image.u32(entry + POINTER_TO_RAW_DATA);
        int length = (int) Math.min(size, RSDS_PATH + LONGEST_PATH);
        return rva != 0
                ? codeView(image.bytes(rva, length), image.name())
                : codeView(file.bytes(pointer, length), file.name());
    }

    private static PdbReference codeView(byte[] data, String source) {
        long signature = data.length < NB10_PATH ? 0 : LittleEndian.u32(data, 0);
        if (signature == RSDS && data.length >= RSDS_PATH) {
            var path = text(data, RSDS_PATH, StandardCharsets.UTF_8);
            return new PdbReference(guid(data, 4), 0, LittleEndian.u32(data, 0x14), path);
        }
        if (signature == NB10) {
            var path = text(data, NB10_PATH, StandardCharsets.ISO_8859_1);
            return new PdbReference(null, LittleEndian.u32(data, 8), LittleEndian.u32(data, 0xc), path);
        }
        throw new MalformedFileException(
                source, -1, "CodeView record signature", "RSDS or NB10", Long.toHexString(signature));
    }

    /// A GUID as stored: its first three fields little-endian, its last eight bytes in order.
    private static UUID guid(byte[] data, int at) {
        long high = LittleEndian.u32(data, at) << 32
                | (long) LittleEndian.u16(data, at + 4) << 16
                | LittleEndian.u16(data, at + 6);
        return new UUID(high, Long.reverseBytes(LittleEndian.u64(data, at + 8)));
    }

    private static String text(byte[] data, int from, Charset charset) {
        int end = from;
        while (end < data.length && data[end] != 0) {
            end++;
        }
        return new String(data, from, end - from, charset);
    }
}
