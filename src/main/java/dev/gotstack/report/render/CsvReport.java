package dev.gotstack.report.render;

import dev.gotstack.report.ReportText;
import dev.gotstack.report.document.Block;
import dev.gotstack.report.document.Block.Column;
import dev.gotstack.report.document.Block.Row;
import dev.gotstack.report.document.Cell;
import dev.gotstack.report.document.Document;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A report for spreadsheets: RFC 4180, one table. First one line a driver and dump, whose column `bytes` adds up to
// the
/// stacks' sizes and is empty in all other lines; then everything else the report says, one fact a line, under the id
// of
/// its section. Text that a spreadsheet would take for a formula gets an apostrophe in front.
final class CsvReport {
    /// The characters that start a formula, also in the forms East Asian keyboards have them.
    private static final Pattern FORMULA =
            Pattern.compile("^\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20\u2212|%].*", Pattern.DOTALL);

    private static final String FIGURES = "drivers";
    private static final List<String> FACT_COLUMNS = List.of("item", "value", "detail");

    private final Block.Table table;
    /// The dump that facts are about; empty if there are several.
    private final String dump;
    private final StringBuilder text = new StringBuilder();

    private CsvReport(Document document) {
        this.table = document.data();
        this.dump = document.subjects().size() == 1
                ? field(Cell.text(document.subjects().getFirst().file()))
                : "";
    }

    static String of(Document document) {
        var csv = new CsvReport(document);
        csv.header();
        csv.figures();
        for (var section : document.sections()) {
            for (var block : section.blocks()) {
                if (!isFigures(document, block)) {
                    csv.block(section.id(), block);
                }
            }
        }
        return csv.text.toString();
    }

    /// Whether a block is the table of the one dump's drivers, which is the first part.
    private static boolean isFigures(Document document, Block block) {
        return document.subjects().size() == 1
                && block instanceof Block.Table same
                && same.id().equals(FIGURES);
    }

    private void header() {
        var keys = table.columns().stream().map(Column::key);
        line(Stream.of(Stream.of("section"), keys, FACT_COLUMNS.stream()).flatMap(part -> part));
    }

    private void figures() {
        for (Row row : table.rows()) {
            var cells = row.cells().stream().map(CsvReport::field);
            line(Stream.of(Stream.of(FIGURES), cells, FACT_COLUMNS.stream().map(key -> ""))
                    .flatMap(part -> part));
        }
    }

    private void block(String section, Block block) {
        switch (block) {
            case Block.Paragraph paragraph -> fact(section, Cell.EMPTY, Cell.text(paragraph.text()), "");
            case Block.Remark remark -> fact(section, Cell.EMPTY, Cell.text(remark.text()), "");
            case Block.Facts facts ->
                facts.facts().forEach(fact -> fact(section, Cell.text(fact.name()), fact.value(), fact.command()));
            case Block.Entries entries -> entries.entries().forEach(entry -> entry(section, entry));
            case Block.Figure figure ->
                fact(
                        section,
                        Cell.text(figure.data().title()),
                        Cell.text(String.join(" ", figure.data().subtitle())),
                        "");
            case Block.Table other -> other.rows().forEach(row -> row(section, other.columns(), row));
        }
    }

    private void entry(String section, Block.Entry entry) {
        boolean marked = entry.mark() != Block.Mark.STEP && entry.mark() != Block.Mark.NONE;
        var mark = marked ? "[" + entry.mark().name().toLowerCase(Locale.ROOT) + "] " : "";
        var source = entry.source().isEmpty() ? "" : ReportText.of("report.follows-from", entry.source());
        fact(section, Cell.text(mark + entry.title()), Cell.text(String.join("; ", entry.lines())), source);
    }

    /// A line of another table: what it is about, its first number or else its second cell, and the rest with the names
    /// of their columns.
    private void row(String section, List<Column> columns, Row row) {
        int item = first(columns, false, -1);
        int number = first(columns, true, -1);
        int value = number >= 0 ? number : first(columns, false, item);
        var rest = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            var cell = row.cells().get(i);
            if (i != item && i != value && !cell.text().isEmpty()) {
                rest.append(rest.isEmpty() ? "" : "; ")
                        .append(columns.get(i).title())
                        .append(": ")
                        .append(cell.text());
            }
        }
        var about = item < 0 ? Cell.EMPTY : row.cells().get(item);
        fact(section, about, value < 0 ? Cell.EMPTY : row.cells().get(value), rest.toString());
    }

    /// Index of the first column behind another one that holds numbers, or that does not; -1 if there is none.
    private static int first(List<Column> columns, boolean numbers, int behind) {
        for (int i = behind + 1; i < columns.size(); i++) {
            if (columns.get(i).kind() == Column.Kind.NUMBER == numbers) {
                return i;
            }
        }
        return -1;
    }

    private void fact(String section, Cell item, Cell value, String detail) {
        var empty = table.columns().stream().map(column -> column.key().equals("dump") ? dump : "");
        var fields = Stream.of(spoken(item), spoken(value), field(Cell.text(detail)));
        line(Stream.of(Stream.of(field(Cell.text(section))), empty, fields).flatMap(part -> part));
    }

    /// A cell; what is unknown is said to be.
    private static String spoken(Cell cell) {
        return cell.value() == null ? field(Cell.text(cell.text())) : field(cell);
    }

    private void line(Stream<String> fields) {
        text.append(fields.collect(Collectors.joining(",", "", "\r\n")));
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
