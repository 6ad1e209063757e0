package dev.gotstack.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gotstack.analysis.BugCheck;
import dev.gotstack.analysis.HeaderFacts;
import dev.gotstack.text.Phrase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// What a dump's header says, where there is nothing else to tell: as rows, as text and as JSON.
public final class HeaderReport {

    private static final long BREAKPOINT = 0x80000003L;

    private HeaderReport() {}

    /// A fact with its name.
    ///
    /// @param more what explains it; may be empty
    public record Row(String name, String value, String more) {}

    /// Texts in a language.
    private interface Texts {
        String of(String key, Object... values);
    }

    /// All that is known, the most telling first, in the user's language.
    public static List<Row> rows(HeaderFacts facts) {
        return rows(facts, ReportText::of, Phrase::local);
    }

    private static List<Row> rows(HeaderFacts facts, Texts texts, Function<Phrase, String> spelling) {
        var header = facts.header();
        int digits = 2 * header.format().pointerSize();
        var rows = new ArrayList<Row>();
        rows.add(new Row(
                texts.of("header.bug-check"),
                code(facts.bugCheck()),
                spelling.apply(facts.bugCheck().explanation())));
        int number = 1;
        for (var parameter : facts.bugCheck().parameters()) {
            rows.add(new Row(
                    texts.of("header.parameter", number++),
                    hex(parameter.value(), digits),
                    spelling.apply(parameter.meaning())));
        }
        header.exception()
                .filter(exception -> exception.code() != BREAKPOINT)
                .ifPresent(exception -> rows.add(new Row(
                        texts.of("header.exception"),
                        texts.of("header.at", hex(exception.code(), 8), hex(exception.address(), digits)),
                        "")));
        rows.add(new Row(texts.of("header.kind"), spelling.apply(header.format().words()), ""));
        rows.add(new Row(texts.of("header.processors"), header.processors() + " × " + header.architecture(), ""));
        rows.add(new Row(texts.of("header.build"), Integer.toString(header.build()), ""));
        header.systemTime().ifPresent(time -> rows.add(new Row(texts.of("header.crashed"), time(texts, time), "")));
        header.upTime().ifPresent(time -> rows.add(new Row(texts.of("header.up-for"), words(texts, time), "")));
        if (!header.comment().isEmpty()) {
            rows.add(new Row(texts.of("header.comment"), header.comment().replaceAll("[^\\x20-\\x7e]", "?"), ""));
        }
        return List.copyOf(rows);
    }

    /// The bug check with its name.
    public static String code(BugCheck check) {
        return String.format(Locale.ROOT, "0x%X %s", check.code(), check.name()).strip();
    }

    /// Lines of English text, as the command line prints them, each ending with a line feed.
    public static String text(HeaderFacts facts) {
        Texts texts = ReportText::english;
        var text = new StringBuilder(texts.of("header.only", facts.file())).append('\n');
        for (var row : rows(facts, texts, Phrase::english)) {
            text.append(String.format(Locale.ROOT, "%-12s %s", row.name(), row.value()));
            text.append(row.more().isEmpty() ? "\n" : "   " + row.more() + "\n");
        }
        return text.toString();
    }

    /// As the JSON of an analysis, as far as it goes, with the reason as `error`.
    public static ObjectNode json(HeaderFacts facts) {
        var header = facts.header();
        var tree = JsonNodeFactory.instance.objectNode().put("file", facts.file());
        tree.putObject("error").put("message", facts.reason().english()).put("kind", "headerOnly");
        var dump = tree.putObject("dump");
        dump.put("format", header.format().words().english());
        dump.put("architecture", header.architecture());
        dump.put("build", header.build());
        dump.put("processors", header.processors());
        dump.put("directoryTableBase", "0x" + Long.toHexString(header.directoryTableBase()));
        dump.put("systemTime", header.systemTime().map(Object::toString).orElse(null));
        tree.set("bugCheck", AnalysisJson.bugCheck(facts.bugCheck()));
        return tree;
    }

    private static String time(Texts texts, Instant time) {
        return DateTimeFormatter.ofPattern(texts.of("date.second"), Locale.getDefault(Locale.Category.FORMAT))
                .withZone(ZoneOffset.UTC)
                .format(time);
    }

    private static String hex(long value, int digits) {
        return String.format(Locale.ROOT, "%0" + digits + "x", value);
    }

    private static String words(Texts texts, Duration time) {
        var hours = String.format(
                Locale.ROOT, "%02d:%02d:%02d", time.toHoursPart(), time.toMinutesPart(), time.toSecondsPart());
        return texts.of("header.up-for.days", time.toDays(), hours);
    }
}
