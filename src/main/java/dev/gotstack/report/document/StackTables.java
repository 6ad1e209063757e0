package dev.gotstack.report.document;

import dev.gotstack.report.FoldedStack;
import dev.gotstack.report.ReportText;
import dev.gotstack.report.Words;
import dev.gotstack.report.document.Block.Column;
import dev.gotstack.report.document.Block.Row;
import dev.gotstack.report.document.Block.Table;
import dev.gotstack.stack.Cycle;
import dev.gotstack.stack.Frame;
import dev.gotstack.stack.StackUsage;
import dev.gotstack.stack.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Call stacks: the rebuilt one folded and with its evidence, the debugger's, and every frame.
final class StackTables {
    /// What 64-bit addresses take besides.
    private static final double WIDER = 0.8;

    private final Facts facts;
    private final boolean engineer;

    private StackTables(Facts facts) {
        this.facts = facts;
        this.engineer = facts.privacy().showsEverything();
    }

    /// The folded stack.
    static Section section(Facts facts) {
        var tables = new StackTables(facts);
        var stack = facts.analysis().reconstructedStack();
        var blocks = new ArrayList<Block>();
        if (stack.frames().isEmpty()) {
            blocks.add(new Block.Paragraph(ReportText.of("stack.none", stack.stop())));
        } else {
            blocks.add(new Block.Paragraph(ReportText.of("stack.order")));
            blocks.add(tables.folded());
            blocks.add(new Block.Remark(ReportText.of("stack.end", stack.stop())));
            if (!facts.analysis().byHand().isEmpty()) {
                blocks.add(new Block.Remark(
                        ReportText.of("stack.end", facts.analysis().byHand())));
            }
        }
        if (tables.engineer) {
            blocks.add(tables.debugger());
            blocks.add(new Block.Remark(
                    ReportText.of("stack.end", facts.analysis().debuggerStack().stop())));
        }
        return new Section(
                "stack",
                ReportText.of("section.stack"),
                List.copyOf(blocks),
                tables.engineer ? commands(facts) : List.of());
    }

    private static List<String> commands(Facts facts) {
        var commands = new ArrayList<String>();
        facts.analysis()
                .interrupted()
                .ifPresent(task -> commands.add(".tss 0x" + Integer.toHexString(task.selector())));
        commands.addAll(List.of("kr", "kv"));
        return List.copyOf(commands);
    }

    private Table folded() {
        var rows = new ArrayList<Row>();
        for (var row : FoldedStack.of(facts.analysis())) {
            switch (row) {
                case FoldedStack.Repeated repeated -> cycle(repeated.cycle(), rows);
                case FoldedStack.Single single -> rows.add(row(single));
            }
        }
        facts.analysis().usage().ifPresent(usage -> others(usage, rows));
        return new Table("stack", engineer ? ReportText.of("table.rebuilt") : "", columns(), List.copyOf(rows));
    }

    /// What no call owns: with it, the bytes add up to the stack's size.
    private void others(StackUsage usage, List<Row> rows) {
        for (var slice : usage.slices()) {
            if (slice.frame() < 0 && slice.bytes() > 0) {
                rows.add(wideRow(
                        Row.Role.REST, Cell.number(slice.bytes()), slice.words().local(), ""));
            }
        }
    }

    /// The column of what a debugger names frames by.
    private static Column base(Facts facts, double width) {
        return facts.analysis().kernel().architecture().pointerSize() == 8
                ? Column.code("childSp", "Child-SP", width + WIDER)
                : Column.code("childEbp", "ChildEBP", width);
    }

    private List<Column> columns() {
        var columns = new ArrayList<Column>();
        columns.add(Column.number("bytes", ReportText.of("column.bytes"), 1));
        if (engineer) {
            columns.add(base(facts, 1.3));
            columns.add(Column.code("returnAddress", "RetAddr", 1.3));
        }
        columns.add(Column.code("function", ReportText.of("column.function"), 5));
        columns.add(Column.text("trust", ReportText.of("column.evidence"), 1.3));
        if (engineer) {
            columns.add(Column.text("how", ReportText.of("column.found-by"), 2.2));
        }
        return List.copyOf(columns);
    }

    private Row row(FoldedStack.Single single) {
        var frame = single.frame();
        var cells = new ArrayList<Cell>();
        cells.add(Cell.number(single.bytes()));
        if (engineer) {
            cells.add(address(frame.base()));
            cells.add(address(frame.returnAddress()));
        }
        cells.add(Cell.text(frame.code().text()));
        cells.add(Cell.text(frame.evidence().trust().label().local()));
        if (engineer) {
            cells.add(Cell.text(frame.evidence().method().words().local()));
        }
        return new Row(Row.Role.NORMAL, List.copyOf(cells));
    }

    private void cycle(Cycle cycle, List<Row> rows) {
        rows.add(wideRow(
                Row.Role.HEAD,
                Cell.number(cycle.bytes()),
                ReportText.of("stack.cycle", cycle.rounds(), cycle.period(), Words.bytes(cycle.bytesPerRound())),
                trust(cycle)));
        for (var function : cycle.functions().reversed()) {
            rows.add(wideRow(Row.Role.PART, Cell.EMPTY, function, ""));
        }
    }

    /// A row that is not about one frame.
    private Row wideRow(Row.Role role, Cell bytes, String function, String trust) {
        var cells = new ArrayList<Cell>();
        cells.add(bytes);
        if (engineer) {
            cells.add(Cell.EMPTY);
            cells.add(Cell.EMPTY);
        }
        cells.add(Cell.text(function));
        cells.add(Cell.text(trust));
        if (engineer) {
            cells.add(Cell.EMPTY);
        }
        return new Row(role, List.copyOf(cells));
    }

    /// The least trust among the calls of a cycle.
    private String trust(Cycle cycle) {
        var least = facts.analysis().reconstructedStack().frames().subList(cycle.first(), cycle.end()).stream()
                .map(frame -> frame.evidence().trust())
                .max(Trust::compareTo)
                .orElse(Trust.WEAK);
        return least == Trust.CERTAIN
                ? ReportText.of("stack.all-certain")
                : ReportText.of("stack.at-least", least.word());
    }

    private Table debugger() {
        var rows = facts.analysis().debuggerStack().frames().stream()
                .map(frame -> Row.of(
                        address(frame.base()),
                        address(frame.returnAddress()),
                        Cell.text(frame.code().text())))
                .toList();
        return new Table(
                "debugger",
                ReportText.of("table.debugger"),
                List.of(
                        base(facts, 1.3),
                        Column.code("returnAddress", "RetAddr", 1.3),
                        Column.code("function", ReportText.of("column.function"), 8)),
                rows);
    }

    /// Every frame with its evidence, for engineers.
    static Section frames(Facts facts) {
        var analysis = facts.analysis();
        var rows = new ArrayList<Row>();
        var frames = analysis.reconstructedStack().frames();
        for (int i = 0; i < frames.size(); i++) {
            int index = i;
            var frame = frames.get(i);
            rows.add(Row.of(
                    Cell.number(i),
                    Cell.number(
                            analysis.usage().map(usage -> usage.bytesOf(index)).orElse(0L)),
                    address(frame.base()),
                    address(frame.returnSlot()),
                    address(frame.returnAddress()),
                    Cell.text(frame.code().text()),
                    Cell.text(frame.evidence().trust().label().local()),
                    Cell.text(foundBy(frame)),
                    Cell.number(frame.evidence().confirms().size())));
        }
        var table = new Table(
                "frames",
                "",
                List.of(
                        Column.number("index", "#", 0.6),
                        Column.number("bytes", ReportText.of("column.bytes"), 0.9),
                        base(facts, 1.4),
                        Column.code("returnSlot", ReportText.of("column.slot"), 1.4),
                        Column.code("returnAddress", "RetAddr", 1.4),
                        Column.code("function", ReportText.of("column.function"), 4),
                        Column.text("trust", ReportText.of("column.evidence"), 1.2),
                        Column.text("how", ReportText.of("column.found-by"), 2),
                        Column.number("confirmed", ReportText.of("column.confirmed-by"), 1)),
                List.copyOf(rows));
        var remark = new Block.Remark(ReportText.of("stack.confirmed-by"));
        return new Section("frames", ReportText.of("section.frames"), List.of(table, remark), List.of("kra", "kf"));
    }

    /// The way it was found, and what speaks against it.
    private static String foundBy(Frame frame) {
        var against = frame.evidence().contradicts().stream().map(line -> ReportText.of("stack.but", line));
        return String.join(
                "; ",
                Stream.concat(Stream.of(frame.evidence().method().words().local()), against)
                        .toList());
    }

    private static Cell address(long va) {
        return Cell.text(Words.address(va));
    }

    private static Cell address(OptionalLong va) {
        return va.isPresent() ? address(va.getAsLong()) : Cell.EMPTY;
    }
}
