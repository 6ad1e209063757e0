package dev.gotstack.report.render;

import dev.gotstack.report.ChartData;
import dev.gotstack.report.ReportText;
import dev.gotstack.report.Shares;
import dev.gotstack.report.Words;
import dev.gotstack.report.document.Block;
import dev.gotstack.report.document.Block.Column;
import dev.gotstack.report.document.Block.Mark;
import dev.gotstack.report.document.Block.Row;
import dev.gotstack.report.document.Cell;
import dev.gotstack.report.document.Document;
import dev.gotstack.report.document.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A report as Markdown (the GitHub kind, for its tables). The chart, which Markdown cannot hold, is told in words
/// and in bars of letters.
final class MarkdownReport {
    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_{}\\[\\]#|~$!@]");
    /// What would start a list, a quotation or an underlined heading.
    private static final Pattern START = Pattern.compile("^(\\d+)([.)])|^([-+=])");

    private static final int LONGEST_BAR = 50;

    private MarkdownReport() {}

    static String of(Document document, Template template) {
        var slots = new LinkedHashMap<String, String>();
        slots.put("title", escape(document.title()));
        slots.put("subtitle", escape(document.subtitle()));
        slots.put("customer", escape(document.request().customer()));
        slots.put("case", escape(document.request().caseNumber()));
        slots.put("level", document.level().word());
        slots.put(
                "facts",
                document.facts().stream()
                        .map(fact -> "**" + escape(fact.name()) + ":** "
                                + escape(fact.value().text()))
                        .collect(Collectors.joining("  \n")));
        slots.put(
                "note",
                document.note()
                        .lines()
                        .map(line -> "> " + escape(line).strip())
                        .map(String::strip)
                        .collect(Collectors.joining("\n")));
        var body = new ArrayList<String>();
        for (var section : document.sections()) {
            var text = section(section);
            slots.put("section." + section.id(), text);
            body.add(text);
        }
        slots.put("body", String.join("\n", body));
        return template.fill(slots);
    }

    /// Text that is nothing but text.
    static String escape(String text) {
        return START.matcher(inline(text)).replaceFirst("$1\\$2$3");
    }

    /// Text that is nothing but text where no line starts: in a table.
    private static String inline(String text) {
        return SPECIAL.matcher(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
                .replaceAll("\\\\$0")
                .replace("://", "&#58;//")
                .replace("www.", "www&#46;");
    }

    /// Text in the typeface of code, where nothing but the delimiter is special; in a table the bar is, too.
    private static String code(String text) {
        return text.isEmpty() || text.contains("`") ? escape(text) : "`" + text.replace("|", "\\|") + "`";
    }

    private static String section(Section section) {
        var text = new StringBuilder("## " + escape(section.title()) + "\n\n");
        for (var block : section.blocks()) {
            text.append(block(block)).append('\n');
        }
        if (!section.commands().isEmpty()) {
            text.append(escape(ReportText.of("report.shown-by")))
                    .append(' ')
                    .append(section.commands().stream()
                            .map(MarkdownReport::code)
                            .collect(Collectors.joining(", ")))
                    .append("\n\n");
        }
        return text.toString().stripTrailing() + "\n";
    }

    private static String block(Block block) {
        return switch (block) {
            case Block.Paragraph paragraph -> escape(paragraph.text()) + "\n";
            case Block.Remark remark -> "*" + escape(remark.text()) + "*\n";
            case Block.Facts facts -> facts(facts.facts());
            case Block.Entries entries -> entries(entries.entries());
            case Block.Figure figure -> figure(figure.data());
            case Block.Table table -> table(table);
        };
    }

    private static String figure(ChartData data) {
        return "**" + escape(data.title()) + ".** "
                + data.subtitle().stream().map(MarkdownReport::escape).collect(Collectors.joining(" "))
                + " " + escape(ReportText.of("report.picture")) + "\n"
                + bars(Shares.of(data.usage()));
    }

    /// The bars of the chart: their lengths are the shares of the stack.
    private static String bars(Shares shares) {
        var text = new StringBuilder(
                "\n| " + inline(ReportText.of("column.module")) + " | " + inline(ReportText.of("column.bytes")) + " | "
                        + inline(ReportText.of("column.share")) + " | |\n| --- | ---: | ---: | --- |\n");
        for (var share : shares.modules()) {
            text.append(bar(share.name(), share.module().bytes(), share.percent()));
        }
        return shares.free() > 0
                ? text + bar(ReportText.of("name.free"), shares.free(), shares.freePercent())
                : text.toString();
    }

    private static String bar(String name, long bytes, int percent) {
        var bar = "█".repeat(Math.clamp((percent * LONGEST_BAR + 50) / 100, 0, LONGEST_BAR));
        String share = inline(Words.percent(percent, bytes));
        return "| " + inline(name) + " | " + Words.number(bytes) + " | " + share + " | " + bar + " |\n";
    }

    private static String facts(List<Block.Fact> facts) {
        return facts.stream()
                .map(fact -> "- **" + escape(fact.name()) + ":** " + cell(fact.value(), Column.Kind.TEXT)
                        + (fact.command().isEmpty() ? "" : " (" + code(fact.command()) + ")") + "\n")
                .collect(Collectors.joining());
    }

    private static String entries(List<Block.Entry> entries) {
        var text = new StringBuilder();
        int number = 1;
        for (var entry : entries) {
            var step = entry.mark() == Mark.STEP ? number++ + ". " : "- ";
            var indent = " ".repeat(step.length());
            var mark = entry.mark() == Mark.STEP || entry.mark() == Mark.NONE
                    ? ""
                    : "[" + escape(entry.mark().words()) + "] ";
            boolean heading = !entry.lines().isEmpty() || entry.mark() != Mark.NONE;
            var title = escape(entry.title());
            text.append(step)
                    .append(mark)
                    .append(heading ? "**" + title + "**" : title)
                    .append('\n');
            if (entry.lines().size() == 1) {
                text.append('\n')
                        .append(indent)
                        .append(escape(entry.lines().getFirst()))
                        .append('\n');
            } else {
                entry.lines()
                        .forEach(line -> text.append(indent)
                                .append("- ")
                                .append(escape(line))
                                .append('\n'));
            }
            if (!entry.source().isEmpty()) {
                text.append('\n')
                        .append(indent)
                        .append("*")
                        .append(escape(ReportText.of("report.follows-from", entry.source())))
                        .append("*\n");
            }
        }
        return text.toString();
    }

    private static String table(Block.Table table) {
        var text = new StringBuilder();
        if (!table.caption().isEmpty()) {
            text.append("**").append(escape(table.caption())).append("**\n\n");
        }
        text.append(table.columns().stream()
                        .map(column -> escape(column.title()))
                        .collect(Collectors.joining(" | ", "| ", " |\n")))
                .append(table.columns().stream()
                        .map(column -> column.kind() == Column.Kind.NUMBER ? "---:" : "---")
                        .collect(Collectors.joining(" | ", "| ", " |\n")));
        table.rows().forEach(row -> text.append(row(table.columns(), row)));
        return text.toString();
    }

    private static String row(List<Column> columns, Row row) {
        var cells = new ArrayList<String>();
        boolean strong = row.role() == Row.Role.HEAD || row.role() == Row.Role.TOTAL;
        for (int i = 0; i < columns.size(); i++) {
            boolean words = columns.get(i).kind() == Column.Kind.CODE && row.role() == Row.Role.HEAD;
            var kind = words ? Column.Kind.TEXT : columns.get(i).kind();
            var text = cell(row.cells().get(i), kind);
            boolean part = row.role() == Row.Role.PART && kind == Column.Kind.CODE && !text.isEmpty();
            cells.add(strong && !text.isEmpty() ? "**" + text + "**" : (part ? "&nbsp;&nbsp;" : "") + text);
        }
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String cell(Cell cell, Column.Kind kind) {
        if (cell.value() == null) {
            return "*" + inline(cell.text()) + "*";
        }
        return kind == Column.Kind.CODE ? code(cell.text()) : inline(cell.text());
    }
}
