package dev.gotstack.dump;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.io.MappedFile;
import dev.gotstack.layout.Struct;
import dev.gotstack.memory.PhysicalMemory;
import java.util.List;

/// Reads the table that says which physical pages a dump holds and where.
final class PageMapReader {
    private static final long FILLER = 0x45474150;
    private static final long DUMP = 0x504d5544;
    private static final long SDMP = 0x504d4453;
    private static final long FDMP = 0x504d4446;
    private static final long RDMP = 0x504d4452;
    /// Offsets and lengths in files end far below this.
    private static final long MOST_BYTES = 1L << 56;

    private final MappedFile file;
    private final Width width;
    private final List<String> warnings;

    PageMapReader(MappedFile file, Width width, List<String> warnings) {
        this.file = file;
        this.width = width;
        this.warnings = warnings;
    }

    PageMap read(DumpFormat format) {
        return switch (format.table()) {
            case RUNS -> runs();
            case SUMMARY -> bitmap("SUMMARY_DUMP", "BITMAP_DUMP");
            case BITMAP -> bitmap("BITMAP_DUMP", "SUMMARY_DUMP");
            case RANGES -> ranges(format == DumpFormat.RANGES_FULL_64);
            case BLOCKS, NONE -> throw new IllegalArgumentException(format.name());
        };
    }

    private RunTable runs() {
        var block = width.struct(file, "DUMP_HEADER", 0).nested("PhysicalMemoryBlock");
        long count = block.get("NumberOfRuns");
        if (count > width.mostRuns()) {
            var found = count == FILLER ? "none: Windows left its filler there" : Long.toString(count);
            throw malformed(block, "NumberOfRuns", "at most " + width.mostRuns(), found);
        }
        var table = readRuns(block.addressOf("Run"), (int) count, Long.MAX_VALUE);
        long claimed = block.get("NumberOfPages");
        if (table.count() != claimed) {
            warnings.add("The header counts " + Long.toUnsignedString(claimed) + " pages, its runs " + table.count());
        }
        return table;
    }

    /// Runs one after another.
    ///
    /// @param dataOffset where their pages begin; `Long.MAX_VALUE`: behind the header
    private RunTable readRuns(long at, int count, long dataOffset) {
        var runs = new RunArray(file, width, at);
        var first = new long[count];
        var pages = new long[count];
        long sum = 0;
        for (int i = 0; i < count; i++) {
            first[i] = runs.basePage(i);
            pages[i] = runs.pageCount(i);
            boolean outside =
                    first[i] < 0 || pages[i] < 0 || first[i] + pages[i] < 0 || first[i] + pages[i] > width.mostPages();
            sum += outside ? 0 : pages[i];
            if (outside || sum > width.mostPages()) {
                throw malformed(
                        runs.get(i),
                        "Run[" + i + "]",
                        "pages below 0x" + Long.toHexString(width.mostPages()),
                        "0x" + Long.toHexString(first[i]) + " + 0x" + Long.toHexString(pages[i]));
            }
        }
        long data = dataOffset == Long.MAX_VALUE ? width.headerSize() : dataOffset;
        var table = new RunTable(first, pages, data);
        if (table.overlaps()) {
            warnings.add("Runs of pages overlap: the dump claims to hold some pages twice");
        }
        warnIfShort(data + table.count() * PhysicalMemory.PAGE_SIZE);
        return table;
    }

    /// A bitmap, as the dump's type has it. Where that cannot be, the other form: kernels are known to write either.
    private PageBitmap bitmap(String usual, String other) {
        try {
            return bitmap(usual);
        } catch (MalformedFileException e) {
            try {
                return bitmap(other);
            } catch (MalformedFileException neither) {
                throw e;
            }
        }
    }

    private PageBitmap bitmap(String type) {
        var table = width.struct(file, type, width.headerSize());
        long signature = table.get("Signature");
        if (signature != SDMP && signature != FDMP || table.get("ValidDump") != DUMP) {
            throw malformed(table, "Signature", "SDMPDUMP or FDMPDUMP", "0x" + Long.toHexString(signature));
        }
        long bits = table.get("BitmapSize");
        long pages = table.get("Pages");
        if (type.equals("BITMAP_DUMP") && Long.compareUnsigned(pages, bits) > 0) {
            // Sources disagree which of the two is which; there are never more pages than bits.
            long swap = bits;
            bits = pages;
            pages = swap;
        }
        if (Long.compareUnsigned(bits, width.mostBits()) > 0) {
            throw malformed(
                    table,
                    "BitmapSize",
                    "at most 0x" + Long.toHexString(width.mostBits()),
                    "0x" + Long.toHexString(bits));
        }
        long start = table.addressOf("Buffer");
        file.check(start, (bits + 7) / 8, table.layout().name() + ".Bitmap");
        long firstPage = table.get("HeaderSize");
        if (firstPage % PhysicalMemory.PAGE_SIZE != 0 || firstPage < start + (bits + 7) / 8 || firstPage > MOST_BYTES) {
            throw malformed(
                    table, "HeaderSize", "a page boundary behind the bitmap", "0x" + Long.toHexString(firstPage));
        }
        var map = new PageBitmap(file, start, bits, firstPage);
        if (map.count() != pages) {
            warnings.add("The header counts " + Long.toUnsignedString(pages) + " pages, its bitmap " + map.count());
        }
        warnIfShort(firstPage + map.count() * PhysicalMemory.PAGE_SIZE);
        return map;
    }

    /// Ranges (`RDMP`). Known from one public description only: what it says is checked as far as possible.
    private RunTable ranges(boolean counted) {
        var table = width.struct(file, "RANGE_DUMP", width.headerSize());
        if (table.get("Signature") != RDMP || table.get("ValidDump") != DUMP) {
            throw malformed(table, "Signature", "RDMPDUMP", "0x" + Long.toHexString(table.get("Signature")));
        }
        long start = table.addressOf("Range");
        long firstPage = table.get("FirstPageOffset");
        var runs = new RunArray(file, width, start);
        if (firstPage < start || firstPage > MOST_BYTES || (firstPage - start) / runs.size() > RunTable.MOST_RUNS) {
            throw malformed(
                    table,
                    "FirstPageOffset",
                    "at most " + RunTable.MOST_RUNS + " ranges before it",
                    "0x" + Long.toHexString(firstPage));
        }
        if (table.get("MetadataSize") - firstPage != 0x20 - (width.headerSize() + 0x40)) {
            warnings.add("The size of the page ranges and the offset of the first page disagree");
        }
        file.check(start, firstPage - start, "RANGE_DUMP64.Range");
        int most = (int) ((firstPage - start) / runs.size());
        int count = counted ? countedRanges(table, runs, most) : rangesUntilZero(runs, most);
        return readRuns(start, count, firstPage);
    }

    private int countedRanges(Struct table, RunArray runs, int most) {
        long total = table.get("TotalNumberOfPages");
        long sum = 0;
        int count = 0;
        while (count < most && sum < total) {
            sum += Math.max(0, runs.pageCount(count));
            count++;
        }
        if (sum != total) {
            warnings.add("The header counts " + Long.toUnsignedString(total) + " pages, its ranges " + sum);
        }
        return count;
    }

    private static int rangesUntilZero(RunArray runs, int most) {
        int count = 0;
        while (count < most && runs.basePage(count) != 0) {
            count++;
        }
        return count;
    }

    private void warnIfShort(long needed) {
        if (needed > file.size() && warnings.stream().noneMatch(line -> line.startsWith("The file is cut off"))) {
            warnings.add("The file is cut off: its pages need 0x" + Long.toHexString(needed) + " bytes, it has 0x"
                    + Long.toHexString(file.size()));
        }
    }

    private MalformedFileException malformed(Struct struct, String field, String expected, String found) {
        return Width.malformed(file, struct, field, expected, found);
    }
}
