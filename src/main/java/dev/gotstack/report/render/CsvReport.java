package dev.gotstack.report.render;

import dev.gotstack.report.document.Block.Column;
import dev.gotstack.report.document.Block.Row;
import dev.gotstack.report.document.Cell;
import dev.gotstack.report.document.Document;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The figures of a report for spreadsheets: RFC 4180, one line a driver and dump. Text that a spreadsheet would take
/// for a formula gets an apostrophe in front.
final class CsvReport {
    /// The characters that start a formula, also in the forms East Asian keyboards have them.
    private static final Pattern FORMULA =
            Pattern.compile("^\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20\u2212|%].*", Pattern.DOTALL);

    private CsvReport() {}

    static String of(Document document) {
        var table = document.data();
        var text = new StringBuilder(
                table.columns().stream().map(Column::key).collect(Collectors.joining(",", "", "\r\n")));
        for (Row row : table.rows()) {
            text.append(row.cells().stream().map(CsvReport::field).collect(Collectors.joining(",", "", "\r\n")));
        }
        return text.toString();
    }

    private static String field(Cell cell) {
        var value = cell.value();
        if (value == null) {
            return "";
        }
        return value instanceof Number ? value.toString() : quoted(safe(value.toString()));
    }

    static String safe(String text) {
        return FORMULA.matcher(text).matches() ? "'" + text : text;
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
