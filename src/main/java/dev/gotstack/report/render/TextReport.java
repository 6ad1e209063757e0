package dev.gotstack.report.render;

import dev.gotstack.report.ReportText;
import dev.gotstack.report.document.Block;
import dev.gotstack.report.document.Block.Column;
import dev.gotstack.report.document.Block.Row;
import dev.gotstack.report.document.Document;
import dev.gotstack.report.document.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A report as plain text: to look at before it leaves the machine, and to paste into a ticket.
final class TextReport {
    private static final String GAP = "  ";
    private static final int WIDTH = 72;

    private final StringBuilder text = new StringBuilder();

    private TextReport() {}

    static String of(Document document) {
        var report = new TextReport();
        report.line(document.title());
        report.line(document.subtitle());
        document.facts()
                .forEach(fact -> report.line(fact.name() + ": " + fact.value().text()));
        if (!document.note().isEmpty()) {
            report.line("");
            document.note().lines().forEach(report::wrapped);
        }
        document.sections().forEach(report::section);
        return report.text.toString();
    }

    private void section(Section section) {
        line("");
        line(section.title());
        line("=".repeat(section.title().length()));
        section.blocks().forEach(this::block);
        if (!section.commands().isEmpty()) {
            line(ReportText.of("report.shown-by") + ": " + String.join(", ", section.commands()));
        }
    }

    private void block(Block block) {
        switch (block) {
            case Block.Paragraph paragraph -> wrapped(paragraph.text());
            case Block.Remark remark -> wrapped(remark.text());
            case Block.Facts facts -> facts(facts);
            case Block.Entries entries -> entries(entries);
            case Block.Figure figure -> {
                wrapped(ReportText.of("report.chart", figure.data().title()));
                figure.data().subtitle().forEach(this::wrapped);
            }
            case Block.Table table -> table(table);
        }
    }

    private void facts(Block.Facts facts) {
        int width = facts.facts().stream()
                .mapToInt(fact -> fact.name().length())
                .max()
                .orElse(0);
        for (var fact : facts.facts()) {
            line(padded(fact.name(), width, false)
                    + GAP
                    + fact.value().text()
                    + (fact.command().isEmpty() ? "" : GAP + "(" + fact.command() + ")"));
        }
    }

    private void entries(Block.Entries entries) {
        int number = 1;
        for (var entry : entries.entries()) {
            var mark =
                    switch (entry.mark()) {
                        case STEP -> number++ + ". ";
                        case NONE -> "- ";
                        case CAUSE, WARNING, INFORMATION -> "[" + entry.mark().words() + "] ";
                    };
            wrapped(mark + entry.title());
            entry.lines().forEach(line -> wrapped("    " + line));
            if (!entry.source().isEmpty()) {
                wrapped("    " + ReportText.of("report.follows-from", entry.source()));
            }
        }
    }

    private void table(Block.Table table) {
        if (!table.caption().isEmpty()) {
            line("");
            line(table.caption());
        }
        var columns = table.columns();
        int[] widths =
                columns.stream().mapToInt(column -> column.title().length()).toArray();
        for (var row : table.rows()) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.cells().get(i).text().length());
            }
        }
        row(columns, columns.stream().map(Column::title).toList(), widths);
        line(Arrays.stream(widths)
                .mapToObj("-"::repeat)
                .reduce((a, b) -> a + GAP + b)
                .orElse(""));
        for (var row : table.rows()) {
            row(columns, cells(columns, row), widths);
        }
    }

    private static List<String> cells(List<Column> columns, Row row) {
        var cells = new ArrayList<String>();
        for (int i = 0; i < columns.size(); i++) {
            cells.add(row.cells().get(i).text());
        }
        return cells;
    }

    private void row(List<Column> columns, List<String> cells, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(padded(cells.get(i), widths[i], columns.get(i).kind() == Column.Kind.NUMBER))
                    .append(GAP);
        }
        line(line.toString().stripTrailing());
    }

    private static String padded(String text, int width, boolean right) {
        var blanks = " ".repeat(Math.max(0, width - text.length()));
        return right ? blanks + text : text + blanks;
    }

    /// Breaks running text at blanks.
    private void wrapped(String words) {
        var indent = words.startsWith("    ") ? "    " : "";
        var rest = words.strip();
        while (rest.length() > WIDTH) {
            int at = rest.lastIndexOf(' ', WIDTH);
            int end = at > 0 ? at : WIDTH;
            line(indent + rest.substring(0, end));
            rest = rest.substring(end).strip();
        }
        line(indent + rest);
    }

    private void line(String words) {
        text.append(words).append('\n');
    }
}
