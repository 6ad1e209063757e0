package dev.gotstack.ui.memory;

import dev.gotstack.ui.control.UiText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What selected bytes can be copied as.
enum CopyFormat {
    HEX {
        @Override
        String text(RowReader reader, Span span, MemoryFormat format) {
            return bytes(reader, span).stream().collect(Collectors.joining(" "));
        }
    },
    C_ARRAY {
        @Override
        String text(RowReader reader, Span span, MemoryFormat format) {
            var values = bytes(reader, span).stream()
                    .map(digits -> digits.startsWith("?") ? "/* ?? */ 0x00" : "0x" + digits)
                    .collect(Collectors.joining(", "));
            return "const unsigned char memory_" + reader.places().address(span.start()) + "[] = { " + values + " };";
        }
    },
    WINDBG {
        @Override
        String text(RowReader reader, Span span, MemoryFormat format) {
            return lines(reader, span, format, "  ").collect(Collectors.joining("\n"));
        }
    },
    ADDRESS {
        @Override
        String text(RowReader reader, Span span, MemoryFormat format) {
            return reader.places().address(span.start());
        }
    },
    SYMBOL {
        @Override
        String text(RowReader reader, Span span, MemoryFormat format) {
            var cell = reader.cell(span.start(), reader.pointerSize());
            var target =
                    cell.isMissing() ? "" : reader.places().of(cell.value()).words();
            return target.isEmpty() ? reader.places().of(span.start()).words() : target;
        }
    },
    FILE_OFFSET {
        @Override
        String text(RowReader reader, Span span, MemoryFormat format) {
            long offset = reader.space().fileOffset(span.start());
            return offset < 0
                    ? UiText.of("memory.copy.no-offset", reader.places().missing(span.start()))
                    : "0x" + Long.toHexString(offset);
        }
    },
    MARKDOWN {
        @Override
        String text(RowReader reader, Span span, MemoryFormat format) {
            return lines(reader, span, format, "  ").collect(Collectors.joining("\n", "```\n", "\n```"));
        }
    };

    /// More bytes than this are not copied at once.
    private static final long MOST = 1 << 20;

    String words() {
        return UiText.of("memory.copy." + name().toLowerCase(Locale.ROOT));
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
