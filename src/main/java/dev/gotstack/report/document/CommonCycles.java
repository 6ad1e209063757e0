package dev.gotstack.report.document;

import dev.gotstack.report.ReportText;
import dev.gotstack.report.Words;
import dev.gotstack.report.document.Block.Column;
import dev.gotstack.report.document.Block.Row;
import dev.gotstack.stack.Cycle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Sequences of calls that repeat, and in which dumps each does. Two dumps have the same one also if they caught it at
/// different functions.
///
/// @param all the one with most bytes in any dump first
record CommonCycles(List<Seen> all) {

    /// A sequence and where it was seen.
    record Seen(List<String> functions, Map<SideBySide.Dump, Cycle> dumps) {
        long most() {
            return dumps.values().stream().mapToLong(Cycle::bytes).max().orElse(0);
        }
    }

    static CommonCycles of(SideBySide figures) {
        var seen = new LinkedHashMap<List<String>, Seen>();
        for (var dump : figures.dumps()) {
            for (var cycle : dump.subject().usage().orElseThrow().cycles()) {
                if (cycle.rounds() > 1) {
                    seen.computeIfAbsent(
                                    turned(cycle.functions().stream()
                                            .map(CommonCycles::sorted)
                                            .toList()),
                                    key -> new Seen(key, new LinkedHashMap<>()))
                            .dumps()
                            .merge(dump, cycle, (one, other) -> one.bytes() >= other.bytes() ? one : other);
                }
            }
        }
        return new CommonCycles(seen.values().stream()
                .sorted(Comparator.comparingInt((Seen one) -> one.dumps().size())
                        .reversed()
                        .thenComparing(Seen::most, Comparator.reverseOrder()))
                .toList());
    }

    /// Alternatives (`a or b`) in the order of the alphabet, whichever the dump has more of.
    private static String sorted(String function) {
        int name = function.indexOf('!') + 1;
        return function.substring(0, name)
                + Arrays.stream(function.substring(name).split(" or ", -1))
                        .sorted()
                        .collect(Collectors.joining(" or "));
    }

    /// A cycle has no beginning: of all its turns, the one that is first in the alphabet stands for it.
    static List<String> turned(List<String> functions) {
        var least = functions;
        for (int i = 1; i < functions.size(); i++) {
            var turn = new ArrayList<>(functions.subList(i, functions.size()));
            turn.addAll(functions.subList(0, i));
            if (String.join("\n", turn).compareTo(String.join("\n", least)) < 0) {
                least = turn;
            }
        }
        return List.copyOf(least);
    }

    /// The sequence that most dumps share, if at least two do.
    Optional<Seen> common() {
        return all.stream().filter(seen -> seen.dumps().size() > 1).findFirst();
    }

    Optional<String> inShort() {
        return common().map(seen -> ReportText.of(
                "compare.cycle",
                Words.count(seen.functions().size(), "call"),
                Words.count(seen.dumps().size(), "dump"),
                labels(seen)));
    }

    private static String labels(Seen seen) {
        return String.join(
                ", ", seen.dumps().keySet().stream().map(SideBySide.Dump::label).toList());
    }

    List<Block> blocks() {
        if (all.isEmpty()) {
            return List.of(new Block.Paragraph(ReportText.of("compare.no-cycle")));
        }
        var rows = new ArrayList<Row>();
        for (var seen : all) {
            seen.dumps()
                    .forEach((dump, cycle) -> rows.add(Row.of(
                            Cell.text(dump.label()),
                            Cell.number(cycle.rounds()),
                            Cell.number(cycle.bytesPerRound()),
                            Cell.number(cycle.bytes()),
                            Cell.text(String.join(" → ", seen.functions())))));
        }
        var table = new Block.Table(
                "cycles",
                "",
                List.of(
                        Column.text("dump", ReportText.of("column.dump"), 0.7),
                        Column.number("rounds", ReportText.of("column.rounds"), 1),
                        Column.number("bytesPerRound", ReportText.of("column.bytes-a-round"), 1),
                        Column.number("bytes", ReportText.of("column.bytes"), 1),
                        Column.code("functions", ReportText.of("column.calls-of-round"), 8)),
                rows);
        var sentence = inShort().orElse(ReportText.of("compare.no-common-cycle"));
        return List.of(new Block.Paragraph(sentence), table);
    }
}
