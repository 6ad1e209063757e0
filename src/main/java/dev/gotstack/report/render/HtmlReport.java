package dev.gotstack.report.render;

import dev.gotstack.report.ChartData;
import dev.gotstack.report.ChartExport;
import dev.gotstack.report.ChartFormat;
import dev.gotstack.report.ChartStyle;
import dev.gotstack.report.ReportText;
import dev.gotstack.report.document.Block;
import dev.gotstack.report.document.Block.Column;
import dev.gotstack.report.document.Block.Mark;
import dev.gotstack.report.document.Block.Row;
import dev.gotstack.report.document.Cell;
import dev.gotstack.report.document.Document;
import dev.gotstack.report.document.Section;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A report as one HTML file that needs nothing from outside. It is well-formed XML too, runs no script, and tells the
/// browser to refuse any.
final class HtmlReport {
    private static final ChartExport.Page CHART = new ChartExport.Page(960, 620, 1, ChartStyle.light());

    private static final int LONGEST_WORD = 18;

    private HtmlReport() {}

    static String of(Document document, Template template) throws IOException {
        var slots = new LinkedHashMap<String, String>();
        slots.put("title", escape(document.title()));
        slots.put("subtitle", escape(document.subtitle()));
        slots.put("customer", escape(document.request().customer()));
        slots.put("case", escape(document.request().caseNumber()));
        slots.put("level", escape(document.level().word()));
        slots.put("facts", document.facts().isEmpty() ? "" : facts(document.facts()));
        slots.put("note", note(document.note()));
        slots.put("style", Template.resource("report.css"));
        slots.put("language", ReportText.of("language"));
        slots.put("foot", escape(ReportText.of("report.foot")));
        var body = new StringBuilder();
        for (var section : document.sections()) {
            var text = section(section);
            slots.put("section." + section.id(), text);
            body.append(text);
        }
        slots.put("body", body.toString());
        return template.fill(slots);
    }

    /// Text that is nothing but text, in an element or an attribute.
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String note(String note) {
        return note.lines()
                .map(line -> "<p>" + (line.isBlank() ? "&#160;" : escape(line)) + "</p>\n")
                .collect(Collectors.joining());
    }

    private static String section(Section section) throws IOException {
        var text = new StringBuilder("<div class=\"section\" id=\"" + escape(section.id()) + "\">\n<h2>"
                + escape(section.title()) + "</h2>\n");
        for (var block : section.blocks()) {
            text.append(block(block));
        }
        if (!section.commands().isEmpty()) {
            text.append("<p class=\"commands\">")
                    .append(escape(ReportText.of("report.shown-by")))
                    .append(' ')
                    .append(section.commands().stream().map(HtmlReport::code).collect(Collectors.joining(", ")))
                    .append("</p>\n");
        }
        return text.append("</div>\n").toString();
    }

    private static String block(Block block) throws IOException {
        return switch (block) {
            case Block.Paragraph paragraph -> "<p>" + escape(paragraph.text()) + "</p>\n";
            case Block.Remark remark -> "<p class=\"remark\">" + escape(remark.text()) + "</p>\n";
            case Block.Facts facts -> facts(facts.facts());
            case Block.Entries entries -> entries(entries.entries());
            case Block.Figure figure -> figure(figure.data());
            case Block.Table table -> table(table);
        };
    }

    private static String facts(List<Block.Fact> facts) {
        boolean commands = facts.stream().anyMatch(fact -> !fact.command().isEmpty());
        var text = new StringBuilder("<table class=\"facts\">\n");
        for (var fact : facts) {
            text.append("<tr><th>").append(escape(fact.name())).append("</th><td>");
            text.append(cell(fact.value())).append("</td>");
            if (commands) {
                text.append("<td class=\"command\">")
                        .append(fact.command().isEmpty() ? "" : code(fact.command()))
                        .append("</td>");
            }
            text.append("</tr>\n");
        }
        return text.append("</table>\n").toString();
    }

    private static String entries(List<Block.Entry> entries) {
        boolean numbered = entries.stream().anyMatch(entry -> entry.mark() == Mark.STEP);
        var list = numbered ? "ol" : "ul";
        var text = new StringBuilder("<" + list + " class=\"entries\">\n");
        for (var entry : entries) {
            text.append("<li class=\"").append(word(entry.mark())).append("\">");
            text.append("<p class=\"entry\">");
            if (entry.mark() != Mark.STEP && entry.mark() != Mark.NONE) {
                text.append("<span class=\"mark\">")
                        .append(escape(entry.mark().words()))
                        .append("</span> ");
            }
            text.append(escape(entry.title())).append("</p>");
            entry.lines()
                    .forEach(line -> text.append("<p>").append(escape(line)).append("</p>"));
            if (!entry.source().isEmpty()) {
                text.append("<p class=\"source\">")
                        .append(escape(ReportText.of("report.follows-from", entry.source())))
                        .append("</p>");
            }
            text.append("</li>\n");
        }
        return text.append("</").append(list).append(">\n").toString();
    }

    private static String word(Mark mark) {
        return mark.name().toLowerCase(Locale.ROOT);
    }

    private static String figure(ChartData data) throws IOException {
        var out = new ByteArrayOutputStream();
        ChartExport.write(data, ChartFormat.SVG, CHART, out);
        var svg = out.toString(StandardCharsets.UTF_8);
        // Without the XML declaration, which may stand only at the very beginning of a file.
        return "<div class=\"figure\">" + svg.substring(svg.indexOf("<svg")) + "</div>\n";
    }

    private static String table(Block.Table table) {
        var text =
                new StringBuilder("<div class=\"wide\"><table class=\"data\" id=\"table-" + escape(table.id()) + "\">");
        if (!table.caption().isEmpty()) {
            text.append("<caption>").append(escape(table.caption())).append("</caption>");
        }
        text.append("\n<thead><tr>");
        for (var column : table.columns()) {
            text.append("<th")
                    .append(kind(column, false))
                    .append(">")
                    .append(escape(column.title()))
                    .append("</th>");
        }
        text.append("</tr></thead>\n<tbody>\n");
        table.rows().forEach(row -> text.append(row(table.columns(), row)));
        return text.append("</tbody></table></div>\n").toString();
    }

    private static String row(List<Column> columns, Row row) {
        var role = row.role().name().toLowerCase(Locale.ROOT);
        var text = new StringBuilder(row.role() == Row.Role.NORMAL ? "<tr>" : "<tr class=\"" + role + "\">");
        for (int i = 0; i < columns.size(); i++) {
            var cell = row.cells().get(i);
            text.append("<td").append(kind(columns.get(i), isWord(cell.text()))).append(">");
            text.append(cell(cell)).append("</td>");
        }
        return text.append("</tr>\n").toString();
    }

    /// Short enough not to be broken: versions, dates, names of files.
    private static boolean isWord(String text) {
        return text.length() <= LONGEST_WORD && !text.contains(" ");
    }

    private static String kind(Column column, boolean word) {
        return switch (column.kind()) {
            case TEXT -> word ? " class=\"word\"" : "";
            case CODE -> word ? " class=\"code word\"" : " class=\"code\"";
            case NUMBER -> " class=\"number\"";
        };
    }

    private static String cell(Cell cell) {
        return cell.value() == null
                ? "<span class=\"unknown\" title=\"" + escape(cell.reason()) + "\">" + escape(cell.text()) + "</span>"
                : escape(cell.text());
    }

    private static String code(String command) {
        return "<code>" + escape(command) + "</code>";
    }
}
