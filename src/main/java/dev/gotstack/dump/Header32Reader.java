package dev.gotstack.dump;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.io.MappedFile;
import dev.gotstack.layout.BuiltInTypes;
import dev.gotstack.layout.Struct;
import dev.gotstack.memory.PhysicalMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the header of a 32-bit dump (`PAGEDUMP`) and finds its pages.
final class Header32Reader {
    private static final BuiltInTypes TYPES = BuiltInTypes.load("dump-file");
    private static final long HEADER_SIZE = 0x1000;
    private static final long PAGE = 0x45474150;
    private static final long DUMP = 0x504d5544;
    private static final long SDMP = 0x504d4453;
    private static final long I386 = 0x14c;
    private static final int FULL = 1;
    private static final int SUMMARY = 2;
    /// Runs that fit into the 700 bytes of the physical memory block.
    private static final long MOST_RUNS = 86;
    /// Physical addresses have at most 36 bits on 32-bit Windows.
    private static final long MOST_PAGES = 1L << 24;
    /// 1601-01-01 to 1970-01-01, in units of 100 ns.
    private static final long FILETIME_EPOCH = 116_444_736_000_000_000L;

    private final MappedFile file;
    private final Struct header;
    private final List<String> warnings = new ArrayList<>();

    Header32Reader(MappedFile file) {
        this.file = file;
        refuseOtherFiles(file);
        this.header = struct("DUMP_HEADER32", 0);
    }

    List<String> warnings() {
        return warnings;
    }

    DumpHeader header() {
        file.check(0, HEADER_SIZE, "DUMP_HEADER32");
        long machine = header.get("MachineImageType");
        if (machine != I386) {
            throw malformed("MachineImageType", "0x14c (x86)", "0x" + Long.toHexString(machine));
        }
        long required = filled("RequiredDumpSpace");
        if (required > file.size()) {
            warnings.add("The file is cut off: its header says 0x" + Long.toHexString(required) + " bytes, it has 0x"
                    + Long.toHexString(file.size()));
        }
        return new DumpHeader(
                format(),
                "x86",
                (int) header.get("MinorVersion"),
                processors(),
                (header.get("PaeEnabled") & 1) == 1,
                header.get("DirectoryTableBase"),
                filled("PsLoadedModuleList"),
                filled("PsActiveProcessHead"),
                filled("KdDebuggerDataBlock"),
                header.get("BugCheckCode"),
                List.of(
                        header.get("BugCheckParameter1"),
                        header.get("BugCheckParameter2"),
                        header.get("BugCheckParameter3"),
                        header.get("BugCheckParameter4")),
                fileTime(filled("SystemTime")),
                Optional.of(filled("SystemUpTime"))
                        .filter(ticks -> ticks > 0 && ticks < Long.MAX_VALUE / 100)
                        .map(ticks -> Duration.ofNanos(ticks * 100)),
                comment(),
                required,
                header.nested("ContextRecord"));
    }

    PhysicalMemory memory() {
        return switch (format()) {
            case FULL_32 -> new StoredPages(file, runs());
            case SUMMARY_32 -> new StoredPages(file, bitmap());
        };
    }

    private DumpFormat format() {
        long type = header.get("DumpType");
        return switch ((int) type) {
            case FULL -> DumpFormat.FULL_32;
            case SUMMARY -> DumpFormat.SUMMARY_32;
            default ->
                throw malformed(
                        "DumpType", "1 (complete) or 2 (kernel)", "0x" + Long.toHexString(type) + typeName((int) type));
        };
    }

    private static String typeName(int type) {
        return switch (type) {
            case 3 -> " (header only)";
            case 4 -> " (small memory dump)";
            case 5 -> " (complete, bitmap)";
            case 6 -> " (kernel or active, bitmap)";
            default -> "";
        };
    }

    private int processors() {
        long count = header.get("NumberProcessors");
        if (count < 1 || count > 32) {
            throw malformed("NumberProcessors", "1 to 32", Long.toString(count));
        }
        return (int) count;
    }

    private RunTable runs() {
        var block = header.nested("PhysicalMemoryBlock");
        long count = block.get("NumberOfRuns");
        if (count > MOST_RUNS) {
            throw malformed("PhysicalMemoryBlock.NumberOfRuns", "at most " + MOST_RUNS, Long.toString(count));
        }
        long table = block.addressOf("NumberOfPages") + 4;
        var first = new long[(int) count];
        var pages = new long[(int) count];
        long sum = 0;
        for (int i = 0; i < count; i++) {
            var run = struct("PHYSICAL_MEMORY_RUN32", table + 8L * i);
            first[i] = run.get("BasePage");
            pages[i] = run.get("PageCount");
            sum += pages[i];
            if (first[i] + pages[i] > MOST_PAGES) {
                throw malformed(
                        "PhysicalMemoryBlock.Run[" + i + "]",
                        "pages below 0x" + Long.toHexString(MOST_PAGES),
                        "0x" + Long.toHexString(first[i]) + " + 0x" + Long.toHexString(pages[i]));
            }
        }
        long claimed = block.get("NumberOfPages");
        if (sum != claimed) {
            warnings.add("The header counts " + claimed + " pages, its runs " + sum);
        }
        warnIfShort(HEADER_SIZE + sum * PhysicalMemory.PAGE_SIZE);
        return new RunTable(first, pages, HEADER_SIZE);
    }

    private PageBitmap bitmap() {
        var summary = struct("SUMMARY_DUMP32", HEADER_SIZE);
        long signature = summary.get("Signature");
        if (signature != SDMP || summary.get("ValidDump") != DUMP) {
            throw new MalformedFileException(
                    file.name(),
                    HEADER_SIZE,
                    "SUMMARY_DUMP32.Signature",
                    "SDMPDUMP",
                    "0x" + Long.toHexString(signature));
        }
        long bits = summary.get("BitmapSize");
        long bitmapOffset = HEADER_SIZE + summary.layout().size();
        if (bits > MOST_PAGES) {
            throw malformed(
                    "SUMMARY_DUMP32.BitmapSize",
                    "at most 0x" + Long.toHexString(MOST_PAGES),
                    "0x" + Long.toHexString(bits));
        }
        file.check(bitmapOffset, (bits + 7) / 8, "SUMMARY_DUMP32.Bitmap");
        long firstPage = summary.get("HeaderSize");
        if (firstPage % PhysicalMemory.PAGE_SIZE != 0 || firstPage < bitmapOffset + (bits + 7) / 8) {
            throw malformed(
                    "SUMMARY_DUMP32.HeaderSize",
                    "a page boundary behind the bitmap",
                    "0x" + Long.toHexString(firstPage));
        }
        var map = new PageBitmap(file, bitmapOffset, bits, firstPage);
        if (map.count() != summary.get("Pages")) {
            warnings.add("The header counts " + summary.get("Pages") + " pages, its bitmap " + map.count());
        }
        warnIfShort(firstPage + map.count() * PhysicalMemory.PAGE_SIZE);
        return map;
    }

    private void warnIfShort(long needed) {
        if (needed > file.size() && warnings.stream().noneMatch(line -> line.startsWith("The file is cut off"))) {
            warnings.add("The file is cut off: its pages need 0x" + Long.toHexString(needed) + " bytes, it has 0x"
                    + Long.toHexString(file.size()));
        }
    }

    private String comment() {
        var text = header.text("Comment");
        return text.startsWith("PAGE") ? "" : text.strip();
    }

    /// A field's value, 0 where Windows left its filler.
    private long filled(String field) {
        long value = header.get(field);
        return value == PAGE || value == (PAGE << 32 | PAGE) ? 0 : value;
    }

    private static Optional<Instant> fileTime(long ticks) {
        if (ticks <= FILETIME_EPOCH || ticks < 0) {
            return Optional.empty();
        }
        long since = ticks - FILETIME_EPOCH;
        return Optional.of(Instant.ofEpochSecond(since / 10_000_000, since % 10_000_000 * 100));
    }

    private Struct struct(String type, long offset) {
        Struct.Bytes bytes = (address, length, what) -> {
            file.check(address, length, what);
            return file.bytes(address, length);
        };
        return Struct.at(bytes, TYPES, type, offset);
    }

    private MalformedFileException malformed(String field, String expected, String found) {
        var name = field.contains("DUMP32.") ? field : "DUMP_HEADER32." + field;
        long offset = header.has(field) ? header.addressOf(field) : -1;
        return new MalformedFileException(file.name(), offset, name, expected, found);
    }

    private static void refuseOtherFiles(MappedFile file) {
        if (file.size() < 8) {
            throw new MalformedFileException(
                    file.name(), 0, "signature", "PAGEDUMP or PAGEDU64", file.size() + " bytes in all");
        }
        var signature = file.text(0, 8);
        if (!signature.equals("PAGEDUMP")) {
            throw new MalformedFileException(file.name(), 0, "signature", "PAGEDUMP", otherKind(file));
        }
    }

    private static String otherKind(MappedFile file) {
        var printable = new StringBuilder();
        for (byte b : file.bytes(0, 8)) {
            printable.append(b >= 0x20 && b < 0x7f ? (char) b : '.');
        }
        var kind = printable.toString();
        if (kind.equals("PAGEDU64")) {
            return kind + " (a 64-bit kernel dump, which this version does not read)";
        }
        if (kind.startsWith("MDMP") || kind.startsWith("USERDU")) {
            return kind + " (a dump of a user-mode process, not of the kernel)";
        }
        return kind;
    }
}
