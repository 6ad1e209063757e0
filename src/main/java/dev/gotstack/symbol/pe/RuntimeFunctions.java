package dev.gotstack.symbol.pe;

import dev.gotstack.io.ByteSource;
import dev.gotstack.io.LittleEndian;
import dev.gotstack.io.MalformedFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Reads the array of RUNTIME_FUNCTIONs (12 bytes each) piece by piece: in dumped memory some of its pages are often
/// paged out.
final class RuntimeFunctions {
    private static final int ENTRY_SIZE = 12;
    private static final int PIECE_ENTRIES = 256;
    /// The largest programs have a quarter of it.
    private static final long LARGEST_TABLE = 64 << 20;
    /// After so many gaps the table is not worth the time: a hostile size must not mean a read for each entry.
    private static final int MOST_GAPS = 1024;

    private final ByteSource image;
    private final long table;
    private final List<RuntimeFunction> functions = new ArrayList<>();
    private int gaps;

    /// A `.pdata`.
    ///
    /// @param functions entries sorted by start
    /// @param complete whether none is missing
    record Table(List<RuntimeFunction> functions, boolean complete) {
        static final Table NONE = new Table(List.of(), false);
    }

    private RuntimeFunctions(ByteSource image, long table) {
        this.image = image;
        this.table = table;
    }

    /// Entries sorted by start; those on missing pages are left out, which `problems` tells.
    static Table read(ByteSource image, PeHeader.Directory directory, Problems problems) {
        image.check(directory.rva(), directory.size(), ".pdata");
        if (directory.size() > LARGEST_TABLE) {
            throw new MalformedFileException(
                    image.name(), -1, ".pdata size", "at most " + LARGEST_TABLE, Long.toString(directory.size()));
        }
        var reader = new RuntimeFunctions(image, directory.rva());
        int count = (int) (directory.size() / ENTRY_SIZE);
        int missing = 0;
        for (int first = 0; first < count; first += PIECE_ENTRIES) {
            missing += reader.piece(first, Math.min(count, first + PIECE_ENTRIES));
        }
        if (missing > 0) {
            problems.add(".pdata: " + missing + " of " + count + " entries could not be read");
        }
        reader.functions.sort(Comparator.comparingLong(RuntimeFunction::begin));
        return new Table(List.copyOf(reader.functions), missing == 0);
    }

    /// Halves a piece that cannot be read until it can, or is one entry.
    ///
    /// @return how many entries are missing
    private int piece(int from, int to) {
        if (gaps >= MOST_GAPS) {
            return to - from;
        }
        try {
            add(image.bytes(table + (long) from * ENTRY_SIZE, (to - from) * ENTRY_SIZE));
            return 0;
        } catch (MalformedFileException partlyMissing) {
            gaps++;
            int middle = (from + to) / 2;
            return to - from == 1 ? 1 : piece(from, middle) + piece(middle, to);
        }
    }

    private void add(byte[] bytes) {
        for (int at = 0; at < bytes.length; at += ENTRY_SIZE) {
            long begin = LittleEndian.u32(bytes, at);
            long end = LittleEndian.u32(bytes, at + 4);
            if (end > begin) {
                functions.add(new RuntimeFunction(begin, end, LittleEndian.u32(bytes, at + 8)));
            }
        }
    }
}
