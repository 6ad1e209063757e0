package dev.gotstack.report.document;

import dev.gotstack.analysis.Derivation;
import dev.gotstack.report.ReportText;
import dev.gotstack.report.Words;
import dev.gotstack.report.document.Block.Column;
import dev.gotstack.report.document.Block.Row;
import dev.gotstack.report.document.Block.Table;
import dev.gotstack.stack.StackUsage;
import dev.gotstack.stack.Trust;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// How each key figure was obtained: in words, and for engineers reading by reading.
final class Figures {
    private final Facts facts;
    private final List<Row> rows = new ArrayList<>();

    private Figures(Facts facts) {
        this.facts = facts;
    }

    static Section section(Facts facts) {
        var figures = new Figures(facts);
        boolean engineer = facts.privacy().showsEverything();
        facts.usage().ifPresent(figures::usage);
        figures.calls();
        if (!engineer) {
            facts.analysis().derivations().forEach(figures::inWords);
        }
        var blocks = new ArrayList<Block>();
        var columns = new ArrayList<>(List.of(
                Column.text("figure", ReportText.of("column.figure"), 2.2),
                Column.text("value", ReportText.of("column.value"), 1.6),
                Column.text("how", ReportText.of("column.how"), 5)));
        if (engineer) {
            columns.add(Column.code("command", ReportText.of("column.command"), 1.6));
        }
        blocks.add(new Table("figures", "", List.copyOf(columns), List.copyOf(figures.rows)));
        if (engineer) {
            facts.analysis().derivations().forEach(derivation -> blocks.add(steps(derivation)));
        }
        return new Section(
                "figures",
                ReportText.of("section.figures"),
                List.copyOf(blocks),
                engineer ? List.of("!derive") : List.of());
    }

    private void usage(StackUsage usage) {
        add(
                ReportText.of("figure.size"),
                Words.bytes(usage.size()),
                ReportText.of("figure.size.how"),
                "!derive stack-limits");
        add(
                ReportText.of("figure.used"),
                Words.bytes(Facts.used(usage)),
                ReportText.of("figure.used.how", Words.bytes(usage.freeAtFault())),
                "kr");
        if (usage.neededAtFault() > 0) {
            add(
                    ReportText.of("figure.needed"),
                    Words.bytes(usage.neededAtFault()),
                    ReportText.of("figure.needed.how"),
                    "dt nt!_KTRAP_FRAME");
        }
        add(
                ReportText.of("figure.drivers"),
                ReportText.of("figure.drivers.value"),
                ReportText.of("figure.drivers.how"),
                "!stackusage");
        facts.largestCycle()
                .ifPresent(cycle -> add(
                        ReportText.of("figure.repeated"),
                        ReportText.of("figure.repeated.value", Words.number(cycle.rounds())),
                        ReportText.of("figure.repeated.how"),
                        "kr"));
    }

    private void calls() {
        long all = facts.analysis().reconstructedStack().frames().stream()
                .filter(frame -> frame.returnSlot().isPresent())
                .count();
        if (all > 0) {
            add(
                    ReportText.of("figure.calls"),
                    ReportText.of("figure.calls.value", Words.number(all), Words.number(facts.calls(Trust.CERTAIN))),
                    ReportText.of("figure.calls.how"),
                    "kra");
        }
    }

    private void inWords(Derivation derivation) {
        var privacy = facts.privacy();
        var shown = derivation.value().local();
        var value = privacy.text(shown).equals(shown) ? shown : "";
        var from = derivation.steps().stream()
                .map(step -> step.what().local())
                .filter(what -> privacy.text(what).equals(what))
                .distinct()
                .collect(Collectors.joining(", "));
        if (!from.isEmpty()) {
            add(
                    derivation.title().local(),
                    value.isEmpty() ? ReportText.of("figure.address") : value,
                    ReportText.of("figure.read", from),
                    "");
        }
    }

    private static Table steps(Derivation derivation) {
        var rows = derivation.steps().stream()
                .map(step -> Row.of(
                        Cell.text(step.what().local()),
                        hex(step.va()),
                        hex(step.pa()),
                        step.fileOffset() < 0 ? Cell.EMPTY : Cell.text("0x" + Long.toHexString(step.fileOffset())),
                        Cell.text(step.bytes()),
                        Cell.text(step.value().local())))
                .toList();
        return new Table(
                "derive-" + derivation.id(),
                ReportText.of("figure.derivation", derivation.title(), derivation.value()),
                List.of(
                        Column.text("what", ReportText.of("column.read"), 3),
                        Column.code("virtualAddress", ReportText.of("column.virtual"), 1.4),
                        Column.code("physicalAddress", ReportText.of("column.physical"), 1.4),
                        Column.code("fileOffset", ReportText.of("column.in-file"), 1.4),
                        Column.code("bytes", ReportText.of("column.bytes"), 2.6),
                        Column.code("value", ReportText.of("column.meaning"), 4)),
                rows);
    }

    private static Cell hex(long value) {
        return value == Derivation.NOWHERE ? Cell.EMPTY : Cell.text(Words.address(value));
    }

    private void add(String figure, String value, String how, String command) {
        var cells = new ArrayList<>(Arrays.asList(Cell.text(figure), Cell.text(value), Cell.text(how)));
        if (facts.privacy().showsEverything()) {
            cells.add(Cell.text(command));
        }
        rows.add(new Row(Row.Role.NORMAL, List.copyOf(cells)));
    }
}
