package dev.gotstack.report.document;

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
        return new Section("unknown", ReportText.of("section.unknown"), List.copyOf(unknowns.blocks), List.of());
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
                .map(trust -> ReportText.of("unknown.how-many", facts.calls(trust), trust.label()))
                .toList();
        if (!parts.isEmpty()) {
            note(ReportText.of("unknown.sure", PlainWords.list(parts)));
        }
        if (!stack.complete()) {
            note(ReportText.of(
                    "unknown.incomplete", facts.privacy().text(stack.stop().local())));
        }
    }

    private void owners() {
        var usage = facts.usage();
        long lost = usage.map(StackUsage::modules).orElse(List.of()).stream()
                .filter(module -> module.name().equals(StackUsage.UNATTRIBUTED))
                .mapToLong(module -> module.bytes())
                .sum();
        if (lost > 0) {
            note(ReportText.of("unknown.unowned", Words.bytes(lost)));
        }
        var nameless = facts.drivers().stream()
                .filter(driver -> driver.company().isEmpty() || driver.version().isEmpty())
                .map(Subject.Driver::image)
                .toList();
        if (!nameless.isEmpty()) {
            note(ReportText.of("unknown.nameless", PlainWords.list(nameless)));
        }
    }

    private void always() {
        if (facts.finding(Facts.FIRST_FAULT).isPresent()) {
            note(ReportText.of("unknown.first-fault"));
        }
        if (facts.largestCycle().isPresent() && facts.isOverflow()) {
            note(ReportText.of("unknown.ended"));
        }
        if (facts.isOverflow()) {
            note(ReportText.of("unknown.other-times"));
        }
        if (facts.usage().isEmpty()) {
            note(ReportText.of("unknown.stack"));
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
            columns.add(Column.code("address", ReportText.of("column.address"), 1.2));
        }
        columns.add(Column.number("size", ReportText.of("column.bytes"), 0.8));
        columns.add(Column.text("reason", ReportText.of("column.reason"), 5));
        if (engineer) {
            columns.add(Column.code("command", ReportText.of("column.command"), 1.6));
        }
        var rows = holes.stream()
                .map(hole -> {
                    var address = Words.address(hole.address());
                    var size = Cell.number(hole.size());
                    return engineer
                            ? Row.of(
                                    Cell.text(address),
                                    size,
                                    Cell.text(hole.reason().local()),
                                    Cell.text("!pte " + address))
                            : Row.of(size, Cell.text(reason(hole.reason().local())));
                })
                .toList();
        blocks.add(new Table("holes", ReportText.of("table.holes"), List.copyOf(columns), rows));
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
