package dev.gotstack.report.render;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gotstack.report.AnalysisJson;
import dev.gotstack.report.document.Block;
import dev.gotstack.report.document.Block.Row;
import dev.gotstack.report.document.Cell;
import dev.gotstack.report.document.Document;
import dev.gotstack.report.document.Section;
import dev.gotstack.report.document.Subject;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A report as JSON: its figures under the names every other output has, then its sections.
final class JsonReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonReport() {}

    static String of(Document document) {
        var tree = JSON.createObjectNode();
        tree.put("title", document.title());
        tree.put("subtitle", document.subtitle());
        tree.put("level", document.level().word());
        tree.put("customer", orNull(document.request().customer()));
        tree.put("case", orNull(document.request().caseNumber()));
        tree.put("note", orNull(document.note()));
        if (document.subjects().size() == 1) {
            subject(tree, document.subjects().getFirst());
        } else {
            var dumps = tree.putArray("dumps");
            document.subjects().forEach(subject -> subject(dumps.addObject(), subject));
        }
        var sections = tree.putArray("sections");
        document.sections().forEach(section -> section(sections.addObject(), section));
        return AnalysisJson.text(tree, true) + "\n";
    }

    private static void subject(ObjectNode node, Subject subject) {
        node.put("file", subject.file());
        if (!subject.readable()) {
            node.putObject("error").put("message", subject.problem());
            return;
        }
        node.put("finding", subject.finding());
        node.put("overflow", subject.overflow());
        node.putObject("dump")
                .put("format", subject.format())
                .put("architecture", subject.architecture())
                .put("build", subject.build())
                .put("processors", subject.processors())
                .put("systemTime", subject.time().map(Instant::toString).orElse(null));
        node.putObject("bugCheck")
                .put("code", "0x" + Long.toHexString(subject.bugCheck()))
                .put("name", orNull(subject.bugCheckName()));
        node.put("process", orNull(subject.process()));
        if (subject.usage().isPresent()) {
            node.set("usage", AnalysisJson.usage(subject.usage().get()));
        } else {
            node.putNull("usage").put("usageReason", "the stack's limits are unknown");
        }
    }

    private static void section(ObjectNode node, Section section) {
        node.put("id", section.id()).put("title", section.title());
        var commands = node.putArray("commands");
        section.commands().forEach(commands::add);
        var blocks = node.putArray("blocks");
        section.blocks().forEach(block -> block(blocks.addObject(), block));
    }

    private static void block(ObjectNode node, Block block) {
        switch (block) {
            case Block.Paragraph paragraph -> node.put("type", "text").put("text", paragraph.text());
            case Block.Remark remark -> node.put("type", "remark").put("text", remark.text());
            case Block.Facts facts -> facts(node.put("type", "facts"), facts);
            case Block.Entries entries -> entries(node.put("type", "entries").putArray("entries"), entries);
            case Block.Figure figure -> figure(node.put("type", "figure"), figure);
            case Block.Table table -> table(node.put("type", "table"), table);
        }
    }

    private static void figure(ObjectNode node, Block.Figure figure) {
        node.put("title", figure.data().title());
        var lines = node.putArray("subtitle");
        figure.data().subtitle().forEach(lines::add);
    }

    private static void facts(ObjectNode node, Block.Facts facts) {
        var values = node.putObject("facts");
        for (var fact : facts.facts()) {
            put(values, fact.key(), fact.value());
        }
    }

    private static void entries(ArrayNode array, Block.Entries entries) {
        for (var entry : entries.entries()) {
            var node = array.addObject();
            node.put("id", entry.id());
            node.put("mark", entry.mark().name().toLowerCase(Locale.ROOT));
            node.put("title", entry.title());
            var lines = node.putArray("lines");
            entry.lines().forEach(lines::add);
            node.put("source", orNull(entry.source()));
        }
    }

    private static void table(ObjectNode node, Block.Table table) {
        node.put("id", table.id()).put("caption", orNull(table.caption()));
        var rows = node.putArray("rows");
        for (var row : table.rows()) {
            var values = rows.addObject();
            if (row.role() != Row.Role.NORMAL) {
                values.put("role", row.role().name().toLowerCase(Locale.ROOT));
            }
            for (int i = 0; i < table.columns().size(); i++) {
                put(values, table.columns().get(i).key(), row.cells().get(i));
            }
        }
    }

    private static void put(ObjectNode node, String key, Cell cell) {
        switch (cell.value()) {
            case null -> node.putNull(key).put(key + "Reason", cell.reason());
            case Integer number -> node.put(key, number);
            case Long number -> node.put(key, number);
            default -> node.put(key, String.valueOf(cell.value()));
        }
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
