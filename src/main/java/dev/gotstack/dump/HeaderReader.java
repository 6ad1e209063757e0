package dev.gotstack.dump;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.io.MappedFile;
import dev.gotstack.layout.Struct;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Reads the header of a dump, 32-bit (`PAGEDUMP`) or 64-bit (`PAGEDU64`).
final class HeaderReader {
    private static final long PAGE = 0x45474150;
    private static final Map<Long, String> MACHINES =
            Map.of(0x14cL, "x86", 0x8664L, "x64", 0xaa64L, "arm64", 0x1c0L, "arm", 0x1c4L, "arm", 0x200L, "ia64");
    private static final Map<Width, List<String>> POSSIBLE =
            Map.of(Width.BITS_32, List.of("x86", "arm"), Width.BITS_64, List.of("x64", "arm64", "ia64"));
    private static final long HEADER_ONLY = 3;
    private static final long TOO_SMALL = 1 << 2;
    private static final long ENCRYPTED = 1 << 8;
    private static final long DECRYPTED = 1 << 9;
    /// 1601-01-01 to 1970-01-01, in units of 100 ns.
    private static final long FILETIME_EPOCH = 116_444_736_000_000_000L;

    private final MappedFile file;
    private final Width width;
    private final Struct header;
    private final List<String> warnings;

    HeaderReader(MappedFile file, Width width, List<String> warnings) {
        this.file = file;
        this.width = width;
        this.header = width.struct(file, "DUMP_HEADER", 0);
        this.warnings = warnings;
    }

    DumpHeader header() {
        file.check(0, width.headerSize(), header.layout().name());
        return new DumpHeader(
                DumpFormat.of(width, header.get("DumpType"), attributes()),
                architecture(),
                (int) header.get("MinorVersion"),
                processors(),
                header.has("PaeEnabled") && (header.get("PaeEnabled") & 1) == 1,
                header.get("DirectoryTableBase"),
                filled("PsLoadedModuleList"),
                filled("PsActiveProcessHead"),
                filled("KdDebuggerDataBlock"),
                header.get("BugCheckCode"),
                IntStream.rangeClosed(1, 4)
                        .mapToObj(i -> header.get("BugCheckParameter" + i))
                        .toList(),
                exception(),
                fileTime(filled("SystemTime")),
                Optional.of(filled("SystemUpTime"))
                        .filter(ticks -> ticks > 0 && ticks < Long.MAX_VALUE / 100)
                        .map(ticks -> Duration.ofNanos(ticks * 100)),
                comment(),
                filled("RequiredDumpSpace"),
                header.nested("ContextRecord"));
    }

    /// Refuses what the header tells apart and this program does not read.
    void refuseUnreadable(DumpHeader read) {
        if (!List.of("x86", "x64").contains(read.architecture())) {
            throw new HeaderOnlyException(
                    file.name(),
                    read,
                    name("MachineImageType"),
                    "x86 or x64",
                    "0x" + Long.toHexString(header.get("MachineImageType")) + " ("
                            + read.architecture().toUpperCase(Locale.ROOT) + "), which is not read");
        }
        if ((attributes() & (ENCRYPTED | DECRYPTED)) == ENCRYPTED) {
            throw new HeaderOnlyException(
                    file.name(), read, name("Attributes"), "pages in clear", "an encrypted dump: decrypt it first");
        }
        if (read.format().table() == DumpFormat.Table.NONE) {
            long type = header.get("DumpType");
            throw new HeaderOnlyException(
                    file.name(),
                    read,
                    name("DumpType"),
                    "a kind of dump that has memory",
                    type == HEADER_ONLY ? "3 (header only)" : "0x" + Long.toHexString(type));
        }
    }

    private String architecture() {
        long machine = header.get("MachineImageType");
        var name = MACHINES.getOrDefault(machine, "");
        if (!POSSIBLE.getOrDefault(width, List.of()).contains(name)) {
            throw malformed(
                    "MachineImageType",
                    width == Width.BITS_32 ? "0x14c (x86)" : "0x8664 (x64)",
                    "0x" + Long.toHexString(machine));
        }
        return name;
    }

    private int processors() {
        long count = header.get("NumberProcessors");
        if (count < 1 || count > width.mostProcessors()) {
            throw malformed("NumberProcessors", "1 to " + width.mostProcessors(), Long.toString(count));
        }
        return (int) count;
    }

    private Optional<ExceptionRecord> exception() {
        var record = ExceptionRecord.read(header.nested("Exception"));
        return record.code() == 0 || record.code() == PAGE ? Optional.empty() : Optional.of(record);
    }

    private long attributes() {
        return filled("Attributes");
    }

    /// The length that the header states is that of the pages; a small dump keeps its length elsewhere.
    void warnIfCutOff(DumpHeader read) {
        if (Long.compareUnsigned(read.size(), file.size()) > 0) {
            warnings.add("The file is cut off: its header says 0x" + Long.toHexString(read.size()) + " bytes, it has 0x"
                    + Long.toHexString(file.size()));
        }
    }

    /// What Windows itself says about writing the dump.
    void warnOfWriter() {
        if ((attributes() & TOO_SMALL) != 0) {
            warnings.add("Windows noted that the dump file was too small to take everything");
        }
        long status = filled("WriterStatus");
        if (status != 0) {
            warnings.add("Windows noted a failure while it wrote the dump: status 0x" + Long.toHexString(status));
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
        if (ticks <= FILETIME_EPOCH) {
            return Optional.empty();
        }
        long since = ticks - FILETIME_EPOCH;
        return Optional.of(Instant.ofEpochSecond(since / 10_000_000, since % 10_000_000 * 100));
    }

    private String name(String field) {
        return header.layout().name() + "." + field;
    }

    private MalformedFileException malformed(String field, String expected, String found) {
        return Width.malformed(file, header, field, expected, found);
    }
}
