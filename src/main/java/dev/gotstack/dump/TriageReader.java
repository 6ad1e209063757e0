package dev.gotstack.dump;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.io.MappedFile;
import dev.gotstack.layout.Struct;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Reads the tables of a small memory dump. What is damaged becomes a warning; the rest is usable.
///
/// Old systems save the stack, one page of data and the debugger's data; later ones add data blocks (bit 0x800 of
/// MiniDumpFields). Fields that a system did not know are zero or Windows' filler.
final class TriageReader {
    private static final long FILLER = 0x45474150;
    private static final long FILLER_64 = FILLER << 32 | FILLER;
    private static final long MARK = 0x44475254;
    private static final long DEBUGGER_DATA = 0x400;
    private static final long DATA_PAGE = 0x200;
    private static final long DATA_BLOCKS = 0x800;
    private static final long MOST_BLOCKS = 1 << 20;
    private static final long MOST_DRIVERS = 1 << 16;
    private static final int LONGEST_NAME = 0x1000;

    private final MappedFile file;
    private final Width width;
    private final Struct triage;
    private final long fields;
    private final List<String> warnings;

    TriageReader(MappedFile file, Width width, List<String> warnings) {
        this.file = file;
        this.width = width;
        this.warnings = warnings;
        this.triage = width.struct(file, "TRIAGE_DUMP", width.headerSize());
        long flags = width.struct(file, "DUMP_HEADER", 0).get("MiniDumpFields");
        // Without the flags the offsets themselves must do.
        this.fields = flags == FILLER || flags == 0 ? -1 : flags;
    }

    TriageDump read(DumpHeader header) {
        file.check(width.headerSize(), triage.layout().size(), triage.layout().name());
        long size = number("SizeOfDump");
        if (size > file.size()) {
            warnings.add("The file is cut off: its header says 0x" + Long.toHexString(size) + " bytes, it has 0x"
                    + Long.toHexString(file.size()));
        }
        boolean complete = isComplete();
        if (!complete) {
            warnings.add("The mark at the end of the small dump is missing: it was not written to its end");
        }
        var stack = block("TopOfStack", "CallStackOffset", "SizeOfCallStack");
        return new TriageDump(
                size,
                complete,
                Stream.concat(
                                Stream.of(stack, dataPage(), debuggerData(header))
                                        .flatMap(Optional::stream),
                                dataBlocks().stream())
                        .toList(),
                copy("PrcbOffset"),
                copy("ProcessOffset"),
                copy("ThreadOffset"),
                stack,
                list("drivers", this::drivers),
                list("unloaded drivers", this::unloadedDrivers),
                number("BrokenDriverOffset") == 0 ? "" : name(number("BrokenDriverOffset")));
    }

    private boolean isComplete() {
        long mark = number("ValidOffset");
        return mark != 0 && mark <= file.size() - 4 && file.u32(mark) == MARK;
    }

    private Optional<MemoryBlock> dataPage() {
        return (fields & DATA_PAGE) == 0
                ? Optional.empty()
                : block("DataPageAddress", "DataPageOffset", "DataPageSize");
    }

    private Optional<MemoryBlock> debuggerData(DumpHeader header) {
        long offset = number("DebuggerDataOffset");
        long size = number("DebuggerDataSize");
        return (fields & DEBUGGER_DATA) == 0
                ? Optional.empty()
                : block(header.kdDebuggerDataBlock(), offset, size, "debugger data");
    }

    private Optional<MemoryBlock> block(String address, String offset, String size) {
        return block(number(address), number(offset), number(size), address);
    }

    private Optional<MemoryBlock> block(long va, long offset, long size, String what) {
        if (va == 0 || offset == 0 || size == 0) {
            return Optional.empty();
        }
        if (isOutside(va, offset, size)) {
            warnings.add("A part of the small dump lies outside: " + what + ", 0x" + Long.toHexString(size)
                    + " bytes at offset 0x" + Long.toHexString(offset));
            return Optional.empty();
        }
        return Optional.of(new MemoryBlock(va, size, offset));
    }

    /// Ends behind the address space, or begins in the header's tables or behind what the dump says is its end. One
    /// that begins inside and was cut off is kept.
    private boolean isOutside(long va, long offset, long size) {
        long highest = width.pointerSize() == 4 ? 0xffff_ffffL : -1L;
        boolean wraps = Long.compareUnsigned(va, highest) > 0 || Long.compareUnsigned(size - 1, highest - va) > 0;
        return wraps || offset > Math.max(file.size(), number("SizeOfDump")) - Math.min(size, 1);
    }

    private List<MemoryBlock> dataBlocks() {
        long count = number("DataBlocksCount");
        long table = number("DataBlocksOffset");
        if ((fields & DATA_BLOCKS) == 0 || count == 0 || table == 0) {
            return List.of();
        }
        var blocks = new ArrayList<MemoryBlock>();
        long entry = width.struct(file, "TRIAGE_DATA_BLOCK", table).layout().size();
        long held = Math.min(MOST_BLOCKS, Math.max(0, file.size() - table) / entry);
        if (count > held) {
            warnings.add("The small dump claims " + count + " data blocks; there is room for " + held);
        }
        int outside = 0;
        for (long i = 0; i < Math.min(count, held); i++) {
            var block = width.struct(file, "TRIAGE_DATA_BLOCK", table + i * entry);
            long va = block.get("Address");
            long offset = block.get("Offset");
            long size = block.get("Size");
            if (size > 0 && isOutside(va, offset, size)) {
                outside++;
            } else if (size > 0) {
                blocks.add(new MemoryBlock(va, size, offset));
            }
        }
        if (outside > 0) {
            warnings.add(outside + " data blocks of the small dump lie outside the file or the address space");
        }
        return blocks;
    }

    /// A copy's size is not stated: it ends where the next thing begins.
    private Optional<FilePiece> copy(String field) {
        long offset = number(field);
        if (offset == 0 || offset >= file.size()) {
            return Optional.empty();
        }
        var starts = new TreeSet<Long>(List.of(file.size()));
        for (var each : triage.layout().fields()) {
            if (each.name().endsWith("Offset")) {
                starts.add(number(each.name()));
            }
        }
        return Optional.of(new FilePiece(offset, starts.higher(offset) - offset));
    }

    @FunctionalInterface
    private interface Reading<T> {
        List<T> read();
    }

    private <T> List<T> list(String what, Reading<T> reading) {
        try {
            return reading.read();
        } catch (MalformedFileException e) {
            warnings.add("The list of " + what + " cannot be read: " + e.getMessage());
            return List.of();
        }
    }

    private List<TriageDriver> drivers() {
        long table = number("DriverListOffset");
        long count = number("DriverCount");
        if (table == 0 || count == 0) {
            return List.of();
        }
        long stride = width.struct(file, "DUMP_DRIVER_ENTRY", table).layout().size();
        checkCount(triage, "DriverCount", count, table, stride);
        var drivers = new ArrayList<TriageDriver>();
        for (long i = 0; i < count; i++) {
            var entry = width.struct(file, "DUMP_DRIVER_ENTRY", table + i * stride);
            drivers.add(new TriageDriver(
                    name(entry.get("DriverNameOffset")),
                    entry.get("DllBase"),
                    entry.get("SizeOfImage"),
                    entry.get("EntryPoint"),
                    entry.get("CheckSum"),
                    entry.get("TimeDateStamp")));
        }
        return List.copyOf(drivers);
    }

    private List<UnloadedDriver> unloadedDrivers() {
        long table = number("UnloadedDriversOffset");
        if (table == 0) {
            return List.of();
        }
        var list = width.struct(file, "DUMP_UNLOADED_DRIVERS", table);
        long first = table + list.layout().size();
        long stride = width.struct(file, "DUMP_UNLOADED_DRIVER", first).layout().size();
        long count = list.get("Count");
        checkCount(list, "Count", count, first, stride);
        var drivers = new ArrayList<UnloadedDriver>();
        for (long i = 0; i < count; i++) {
            var entry = width.struct(file, "DUMP_UNLOADED_DRIVER", first + i * stride);
            var raw = entry.raw("Name");
            int length = Math.min((int) entry.get("NameLength") & ~1, raw.length);
            drivers.add(new UnloadedDriver(printable(raw, length), entry.get("StartAddress"), entry.get("EndAddress")));
        }
        return List.copyOf(drivers);
    }

    private void checkCount(Struct list, String field, long count, long first, long stride) {
        if (count > MOST_DRIVERS || first > file.size() || count > (file.size() - first) / stride) {
            throw Width.malformed(
                    file,
                    list,
                    field,
                    "at most " + Math.min(MOST_DRIVERS, Math.max(0, file.size() - first) / stride),
                    Long.toString(count));
        }
    }

    /// A DUMP_STRING: its length in characters, then UTF-16. One that is not there gives an empty name.
    private String name(long offset) {
        if (offset == 0 || offset > file.size() - 4) {
            return "";
        }
        long length = Math.min(file.u32(offset), LONGEST_NAME);
        long start = offset + 4;
        int bytes = (int) Math.min(2 * length, file.size() - start) & ~1;
        return printable(file.bytes(start, bytes), bytes);
    }

    private static String printable(byte[] utf16, int length) {
        var text = new String(utf16, 0, length, StandardCharsets.UTF_16LE);
        int end = text.indexOf('\0');
        return (end < 0 ? text : text.substring(0, end)).replaceAll("\\p{Cntrl}", "?");
    }

    /// A field of the table; 0 where Windows left its filler.
    private long number(String field) {
        long value = triage.get(field);
        return value == FILLER || value == FILLER_64 ? 0 : value;
    }
}
