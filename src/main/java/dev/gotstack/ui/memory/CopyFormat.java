package dev.gotstack.ui.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What selected bytes can be copied as.
enum CopyFormat {
    HEX("Hex bytes") {
        @Override
        String text(RowReader reader, Span span, MemoryFormat format) {
            return bytes(reader, span).stream().collect(Collectors.joining(" "));
        }
    },
    C_ARRAY("C array") {
        @Override
        String text(RowReader reader, Span span, MemoryFormat format) {
            var values = bytes(reader, span).stream()
                    .map(digits -> digits.startsWith("?") ? "/* ?? */ 0x00" : "0x" + digits)
                    .collect(Collectors.joining(", "));
            return "const unsigned char memory_" + reader.places().address(span.start()) + "[] = { " + values + " };";
        }
    },
    WINDBG("WinDbg lines") {
        @Override
        String text(RowReader reader, Span span, MemoryFormat format) {
            return lines(reader, span, format, "  ").collect(Collectors.joining("\n"));
        }
    },
    ADDRESS("Address") {
        @Override
        String text(RowReader reader, Span span, MemoryFormat format) {
            return reader.places().address(span.start());
        }
    },
    SYMBOL("Symbol") {
        @Override
        String text(RowReader reader, Span span, MemoryFormat format) {
            var cell = reader.cell(span.start(), reader.pointerSize());
            var target =
                    cell.isMissing() ? "" : reader.places().of(cell.value()).words();
            return target.isEmpty() ? reader.places().of(span.start()).words() : target;
        }
    },
    FILE_OFFSET("File offset") {
        @Override
        String text(RowReader reader, Span span, MemoryFormat format) {
            long offset = reader.space().fileOffset(span.start());
            return offset < 0
                    ? "not in the file: " + reader.places().missing(span.start())
                    : "0x" + Long.toHexString(offset);
        }
    },
    MARKDOWN("Markdown") {
        @Override
        String text(RowReader reader, Span span, MemoryFormat format) {
            return lines(reader, span, format, "  ").collect(Collectors.joining("\n", "```\n", "\n```"));
        }
    };

    /// More bytes than this are not copied at once.
    private static final long MOST = 1 << 20;

    private final String words;

    CopyFormat(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /// The text for the clipboard.
    abstract String text(RowReader reader, Span span, MemoryFormat format);

    private static List<String> bytes(RowReader reader, Span span) {
        var digits = new ArrayList<String>();
        for (long i = 0; i < Math.min(span.length(), MOST); i++) {
            var cell = reader.cell(span.start() + i, 1);
            digits.add(cell.isMissing() ? "??" : cell.digits());
        }
        return digits;
    }

    private static java.util.stream.Stream<String> lines(RowReader reader, Span span, MemoryFormat format, String gap) {
        int size = format.rowSize(reader.pointerSize());
        long start = span.start() & -size;
        long end = span.start() + Math.min(span.length(), MOST);
        var rows = new ArrayList<String>();
        for (long at = start; Long.compareUnsigned(at, end) < 0 && rows.size() <= MOST / size; at += size) {
            var row = reader.row(at, format, size);
            var values = row.cells().stream()
                    .map(cell -> cell.isMissing() ? "?".repeat(2 * cell.size()) : cell.digits())
                    .collect(Collectors.joining(" "));
            rows.add((reader.places().address(at) + gap + values + gap + row.note()).stripTrailing());
        }
        return rows.stream();
    }
}
