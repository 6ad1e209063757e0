package dev.gotstack.report.document;

import dev.gotstack.report.Words;
import dev.gotstack.report.document.Block.Column;
import dev.gotstack.report.document.Block.Row;
import dev.gotstack.report.document.Block.Table;
import dev.gotstack.stack.StackUsage;
import dev.gotstack.stack.Trust;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What is not known, and how far the rest can be trusted.
final class Unknowns {
    private final Facts facts;
    private final List<Block> blocks = new ArrayList<>();
    private final List<Block.Entry> entries = new ArrayList<>();

    private Unknowns(Facts facts) {
        this.facts = facts;
    }

    static Section section(Facts facts) {
        var unknowns = new Unknowns(facts);
        unknowns.warnings();
        unknowns.trust();
        unknowns.owners();
        unknowns.always();
        unknowns.blocks.add(new Block.Entries(List.copyOf(unknowns.entries)));
        unknowns.holes();
        return new Section("unknown", "What is not known", List.copyOf(unknowns.blocks), List.of());
    }

    private void warnings() {
        for (var warning : facts.analysis().warnings()) {
            var text = facts.privacy().message(warning);
            if (!text.isBlank()) {
                entries.add(new Block.Entry("warning", Block.Mark.WARNING, text, List.of(), ""));
            }
        }
    }

    private void trust() {
        var stack = facts.analysis().reconstructedStack();
        var parts = Arrays.stream(Trust.values())
                .filter(trust -> trust != Trust.CONTEXT && facts.calls(trust) > 0)
                .map(trust -> Words.number(facts.calls(trust)) + " " + trust.word())
                .toList();
        if (!parts.isEmpty()) {
            note("How sure the calls on the rebuilt stack are: " + PlainWords.list(parts) + ".");
        }
        if (!stack.complete()) {
            note("The rebuilt stack is incomplete: " + facts.privacy().text(stack.stop()) + ".");
        }
    }

    private void owners() {
        var usage = facts.usage();
        long lost = usage.map(StackUsage::modules).orElse(List.of()).stream()
                .filter(module -> module.name().equals(StackUsage.UNATTRIBUTED))
                .mapToLong(module -> module.bytes())
                .sum();
        if (lost > 0) {
            note(Words.bytes(lost) + " of the stack belong to no call that was found.");
        }
        var nameless = facts.drivers().stream()
                .filter(driver -> driver.company().isEmpty() || driver.version().isEmpty())
                .map(Subject.Driver::image)
                .toList();
        if (!nameless.isEmpty()) {
            note("Company or version of " + PlainWords.list(nameless)
                    + " is not in the dump: a dump holds only what was in memory.");
        }
    }

    private void always() {
        if (facts.finding(Facts.FIRST_FAULT).isPresent()) {
            note("Which address the first page fault touched: later faults overwrote it.");
        }
        if (facts.largestCycle().isPresent() && facts.isOverflow()) {
            note("Whether the repeated calls would ever have ended: a dump shows one moment.");
        }
        if (facts.isOverflow()) {
            note("How much stack was in use at other times: a dump shows one moment.");
        }
        if (facts.usage().isEmpty()) {
            note("Where the stack of the crashed thread lies, and with it everything about its use.");
        }
    }

    private void holes() {
        var holes = facts.analysis().holes();
        if (holes.isEmpty()) {
            return;
        }
        boolean engineer = facts.privacy().showsEverything();
        var columns = new ArrayList<Column>();
        if (engineer) {
            columns.add(Column.code("address", "Address", 1.2));
        }
        columns.add(Column.number("size", "Bytes", 0.8));
        columns.add(Column.text("reason", "Why it cannot be read", 5));
        if (engineer) {
            columns.add(Column.code("command", "Command", 1.6));
        }
        var rows = holes.stream()
                .map(hole -> {
                    var address = Words.address(hole.address());
                    var size = Cell.number(hole.size());
                    return engineer
                            ? Row.of(Cell.text(address), size, Cell.text(hole.reason()), Cell.text("!pte " + address))
                            : Row.of(size, Cell.text(reason(hole.reason())));
                })
                .toList();
        blocks.add(new Table("holes", "Memory of the stack that is missing", List.copyOf(columns), rows));
    }

    /// The class of reason, without the page-table entry that says so.
    private static String reason(String words) {
        int colon = words.indexOf(": ");
        return colon < 0 ? words : words.substring(0, colon);
    }

    private void note(String text) {
        entries.add(new Block.Entry("unknown", Block.Mark.NONE, text, List.of(), ""));
    }
}
