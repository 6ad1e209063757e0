package dev.gotstack.symbol.pe;

import dev.gotstack.io.ByteSource;
import dev.gotstack.io.MalformedFileException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads IMAGE_EXPORT_DIRECTORY. Single names on pages that are missing leave a gap, not an empty table.
final class ExportTable {
    private static final int ORDINAL_BASE = 0x10;
    private static final int FUNCTION_COUNT = 0x14;
    private static final int NAME_COUNT = 0x18;
    private static final int FUNCTIONS = 0x1c;
    private static final int NAMES = 0x20;
    private static final int NAME_ORDINALS = 0x24;

    /// Ordinals have 16 bits.
    private static final int MOST = 0x10000;

    private static final int LONGEST_NAME = 4096;
    /// Names of all exports together. The largest real tables (drivers written in C++) have a few megabytes.
    private static final long MOST_NAME_BYTES = 16 << 20;

    /// What a name that cannot be read counts: the attempt takes time too.
    private static final int FAILED_NAME_BYTES = 1024;

    private final ByteSource image;
    private final PeHeader.Directory directory;
    private final Problems problems;
    private long nameBytes;
    private int missing;

    ExportTable(ByteSource image, PeHeader.Directory directory, Problems problems) {
        this.image = image;
        this.directory = directory;
        this.problems = problems;
    }

    List<Export> read() {
        long base = image.u32(directory.rva() + ORDINAL_BASE);
        int functions = count(FUNCTION_COUNT, "IMAGE_EXPORT_DIRECTORY.NumberOfFunctions");
        int names = count(NAME_COUNT, "IMAGE_EXPORT_DIRECTORY.NumberOfNames");
        var exports = new ArrayList<Export>();
        var named = new boolean[functions];
        for (int i = 0; i < names; i++) {
            int index = nameOrdinal(i);
            if (index >= 0 && index < functions) {
                named[index] = true;
                add(exports, nameAt(i), base, index);
            }
        }
        for (int index = 0; index < functions; index++) {
            if (!named[index]) {
                add(exports, null, base, index);
            }
        }
        if (missing > 0) {
            problems.add("exports: " + missing + " entries could not be read");
        }
        return List.copyOf(exports);
    }

    private void add(List<Export> exports, @Nullable String name, long base, int index) {
        try {
            long rva = image.u32(image.u32(directory.rva() + FUNCTIONS) + index * 4L);
            if (rva == 0) {
                return; // a gap in the ordinals
            }
            boolean forwarded = rva >= directory.rva() && rva - directory.rva() < directory.size();
            exports.add(
                    forwarded
                            ? new Export(name, base + index, 0, text(rva))
                            : new Export(name, base + index, rva, null));
        } catch (MalformedFileException gap) {
            missing++;
        }
    }

    private int nameOrdinal(int i) {
        try {
            return image.u16(image.u32(directory.rva() + NAME_ORDINALS) + i * 2L);
        } catch (MalformedFileException gap) {
            missing++;
            return -1;
        }
    }

    private @Nullable String nameAt(int i) {
        try {
            return text(image.u32(image.u32(directory.rva() + NAMES) + i * 4L));
        } catch (MalformedFileException gap) {
            missing++;
            return null;
        }
    }

    private String text(long rva) {
        if (nameBytes >= MOST_NAME_BYTES) {
            throw new MalformedFileException(
                    image.name(), rva, "export names", "at most " + MOST_NAME_BYTES + " bytes", "more");
        }
        nameBytes += FAILED_NAME_BYTES;
        var text = image.text(rva, LONGEST_NAME);
        nameBytes += text.length() - FAILED_NAME_BYTES;
        if (text.isEmpty()) {
            throw new MalformedFileException(image.name(), rva, "export name", "text", "none");
        }
        return text;
    }

    private int count(int field, String where) {
        long count = image.u32(directory.rva() + field);
        if (count > MOST) {
            throw new MalformedFileException(
                    image.name(), directory.rva() + field, where, "at most " + MOST, Long.toString(count));
        }
        return (int) count;
    }
}
