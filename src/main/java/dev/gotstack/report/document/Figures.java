package dev.gotstack.report.document;

import dev.gotstack.analysis.Derivation;
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
                Column.text("figure", "Figure", 2.2),
                Column.text("value", "Value", 1.6),
                Column.text("how", "How", 5)));
        if (engineer) {
            columns.add(Column.code("command", "Command", 1.6));
        }
        blocks.add(new Table("figures", "", List.copyOf(columns), List.copyOf(figures.rows)));
        if (engineer) {
            facts.analysis().derivations().forEach(derivation -> blocks.add(steps(derivation)));
        }
        return new Section(
                "figures",
                "How the figures were obtained",
                List.copyOf(blocks),
                engineer ? List.of("!derive") : List.of());
    }

    private void usage(StackUsage usage) {
        add(
                "Size of the stack",
                Words.bytes(usage.size()),
                "StackBase minus StackLimit, both read from the thread",
                "!derive stack-limits");
        add(
                "In use at the first fault",
                Words.bytes(Facts.used(usage)),
                "Its size, less what was left: " + Words.bytes(usage.freeAtFault())
                        + " between the stack pointer of the code that was interrupted and the stack's limit",
                "kr");
        if (usage.neededAtFault() > 0) {
            add(
                    "Needed by the fault",
                    Words.bytes(usage.neededAtFault()),
                    "What processor and trap handler store for a fault in kernel mode: the trap frame without the part"
                            + " that only faults in user mode have",
                    "dt nt!_KTRAP_FRAME");
        }
        add(
                "Bytes of each driver",
                "see the table",
                "A call owns the bytes from its own return address to that of the call it made. Calls of one module"
                        + " are added up; the sums, bytes without an owner and free bytes are the stack's size",
                "!stackusage");
        facts.largestCycle()
                .ifPresent(cycle -> add(
                        "Repeated calls",
                        Words.number(cycle.rounds()) + " rounds",
                        "The longest run of calls on the rebuilt stack in which the same functions follow each other",
                        "kr"));
    }

    private void calls() {
        long all = facts.analysis().reconstructedStack().frames().stream()
                .filter(frame -> frame.returnSlot().isPresent())
                .count();
        if (all > 0) {
            add(
                    "Calls on the stack",
                    Words.number(all) + ", " + Words.number(facts.calls(Trust.CERTAIN)) + " of them certain",
                    "The interrupted code is run on, on paper, up to its own return; where it would return to is the"
                            + " call before it, and so on. A second, independent way makes a call certain",
                    "kra");
        }
    }

    private void inWords(Derivation derivation) {
        var privacy = facts.privacy();
        var value = privacy.text(derivation.value()).equals(derivation.value()) ? derivation.value() : "";
        var from = derivation.steps().stream()
                .map(Derivation.Step::what)
                .filter(what -> privacy.text(what).equals(what))
                .distinct()
                .collect(Collectors.joining(", "));
        if (!from.isEmpty()) {
            add(derivation.title(), value.isEmpty() ? "an address" : value, "Read from the dump: " + from, "");
        }
    }

    private static Table steps(Derivation derivation) {
        var rows = derivation.steps().stream()
                .map(step -> Row.of(
                        Cell.text(step.what()),
                        hex(step.va()),
                        hex(step.pa()),
                        step.fileOffset() < 0 ? Cell.EMPTY : Cell.text("0x" + Long.toHexString(step.fileOffset())),
                        Cell.text(step.bytes()),
                        Cell.text(step.value())))
                .toList();
        return new Table(
                "derive-" + derivation.id(),
                derivation.title() + ": " + derivation.value(),
                List.of(
                        Column.text("what", "Read", 3),
                        Column.code("virtualAddress", "Virtual", 1.4),
                        Column.code("physicalAddress", "Physical", 1.4),
                        Column.code("fileOffset", "In the file", 1.4),
                        Column.code("bytes", "Bytes", 2.6),
                        Column.code("value", "Meaning", 4)),
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
