package dev.gotstack.report.document;

import dev.gotstack.report.Kind;
import dev.gotstack.report.ReportText;
import dev.gotstack.report.Shares;
import dev.gotstack.report.document.Block.Column;
import dev.gotstack.report.document.Block.Row;
import dev.gotstack.report.document.Block.Table;
import dev.gotstack.stack.StackUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Who used the stack: by company and by driver, with what the drivers' images say of themselves.
final class UsageTables {

    private UsageTables() {}

    static Section section(Facts facts) {
        var usage = facts.usage();
        var engineer = facts.privacy().showsEverything();
        if (usage.isEmpty()) {
            var nothing = new Block.Paragraph(ReportText.of(
                    "usage.unknown", facts.analysis().reconstructedStack().stop()));
            return new Section("usage", ReportText.of("section.usage"), List.of(nothing), List.of());
        }
        var blocks = new ArrayList<Block>();
        blocks.add(companies(usage.get()));
        blocks.add(drivers(facts, usage.get()));
        blocks.add(new Block.Remark(ReportText.of("usage.remark")));
        return new Section(
                "usage",
                ReportText.of("section.usage"),
                List.copyOf(blocks),
                engineer ? List.of("!stackusage") : List.of());
    }

    private static Table companies(StackUsage usage) {
        var shares = Shares.of(usage);
        var rows = new ArrayList<Row>();
        for (var group : shares.groups()) {
            rows.add(Row.of(
                    role(group.kind()),
                    Cell.text(name(group)),
                    Cell.text(names(group)),
                    Cell.number(group.bytes()),
                    Cell.percent(group.percent(), group.bytes())));
        }
        rows.add(Row.of(
                Row.Role.REST,
                Cell.text(ReportText.of("name.free")),
                Cell.EMPTY,
                Cell.number(shares.free()),
                Cell.percent(shares.freePercent(), shares.free())));
        rows.add(Row.of(
                Row.Role.TOTAL,
                Cell.text(ReportText.of("name.whole-stack")),
                Cell.EMPTY,
                Cell.number(usage.size()),
                Cell.percent(100, 1)));
        return new Table(
                "companies",
                ReportText.of("table.by-company"),
                List.of(
                        Column.text("company", ReportText.of("column.company"), 3),
                        Column.text("drivers", ReportText.of("column.drivers"), 4),
                        Column.number("bytes", ReportText.of("column.bytes"), 1),
                        Column.number("percent", ReportText.of("column.share"), 1)),
                rows);
    }

    private static Table drivers(Facts facts, StackUsage usage) {
        var rows = new ArrayList<Row>();
        for (var share : Shares.of(usage).modules()) {
            var module = share.module();
            var driver = facts.module(module.name()).map(facts::driver);
            rows.add(Row.of(
                    role(share.kind()),
                    Cell.text(driver.map(Subject.Driver::image).orElse(share.name())),
                    said(driver.map(Subject.Driver::company), share),
                    said(driver.map(Subject.Driver::version), share),
                    said(driver.map(Subject.Driver::product), share),
                    owned(share) ? Times.day(driver.flatMap(Subject.Driver::built)) : Cell.EMPTY,
                    Cell.number(module.bytes()),
                    Cell.percent(share.percent(), module.bytes()),
                    owned(share) ? Cell.number(module.frames()) : Cell.EMPTY,
                    owned(share) ? Cell.number(module.largestFrame()) : Cell.EMPTY,
                    owned(share) ? Cell.text(module.largestFunction()) : Cell.EMPTY));
        }
        return new Table(
                "drivers",
                ReportText.of("table.by-driver"),
                List.of(
                        Column.text("file", ReportText.of("column.file"), 2),
                        Column.text("company", ReportText.of("column.company"), 2.2),
                        Column.text("version", ReportText.of("column.version"), 1.7),
                        Column.text("product", ReportText.of("column.product"), 2.2),
                        Column.text("built", ReportText.of("column.built"), 1.5),
                        Column.number("bytes", ReportText.of("column.bytes"), 1.1),
                        Column.number("percent", ReportText.of("column.share"), 1),
                        Column.number("calls", ReportText.of("column.calls"), 0.9),
                        Column.number("largest", ReportText.of("column.largest"), 1.2),
                        Column.code("function", ReportText.of("column.function"), 3)),
                rows);
    }

    /// The figures of any number of dumps in one table, one line a driver, for spreadsheets.
    static Table data(Request request, List<Subject> subjects) {
        var rows = new ArrayList<Row>();
        for (var subject : subjects) {
            if (!subject.readable() || subject.usage().isEmpty()) {
                var reason = subject.readable() ? ReportText.of("usage.no-stack") : subject.problem();
                rows.add(row(request, subject, List.of(), reason));
                continue;
            }
            var shares = Shares.of(subject.usage().get());
            for (var share : shares.modules()) {
                rows.add(row(request, subject, figures(subject, share), ""));
            }
            rows.add(row(
                    request,
                    subject,
                    List.of(
                            Cell.text("(free)"),
                            Cell.EMPTY,
                            Cell.EMPTY,
                            Cell.EMPTY,
                            Cell.EMPTY,
                            Cell.EMPTY,
                            Cell.number(shares.free()),
                            Cell.percent(shares.freePercent(), shares.free()),
                            Cell.EMPTY,
                            Cell.EMPTY,
                            Cell.EMPTY),
                    ""));
        }
        return new Table("data", "", dataColumns(), rows);
    }

    private static List<Column> dataColumns() {
        return List.of(
                Column.text("dump", "dump", 1),
                Column.text("customer", "customer", 1),
                Column.text("case", "case", 1),
                Column.text("module", "module", 1),
                Column.text("company", "company", 1),
                Column.text("file", "file", 1),
                Column.text("version", "version", 1),
                Column.text("product", "product", 1),
                Column.text("built", "built", 1),
                Column.number("bytes", "bytes", 1),
                Column.number("percent", "percent", 1),
                Column.number("calls", "calls", 1),
                Column.number("largest", "largest", 1),
                Column.text("function", "function", 1),
                Column.text("error", "error", 1),
                Column.text("note", "note", 1));
    }

    private static Row row(Request request, Subject subject, List<Cell> figures, String error) {
        var cells = new ArrayList<>(
                List.of(Cell.text(subject.file()), Cell.text(request.customer()), Cell.text(request.caseNumber())));
        cells.addAll(figures);
        while (cells.size() < dataColumns().size() - 2) {
            cells.add(Cell.EMPTY);
        }
        cells.add(Cell.text(error));
        cells.add(Cell.text(request.note()));
        return new Row(Row.Role.NORMAL, List.copyOf(cells));
    }

    private static List<Cell> figures(Subject subject, Shares.Share share) {
        var module = share.module();
        var driver = subject.driver(module.name());
        return List.of(
                Cell.text(module.name()),
                said(driver.map(Subject.Driver::company), share),
                Cell.text(driver.map(Subject.Driver::image).orElse("")),
                said(driver.map(Subject.Driver::version), share),
                said(driver.map(Subject.Driver::product), share),
                owned(share) ? Times.day(driver.flatMap(Subject.Driver::built)) : Cell.EMPTY,
                Cell.number(module.bytes()),
                Cell.percent(share.percent(), module.bytes()),
                Cell.number(module.frames()),
                Cell.number(module.largestFrame()),
                Cell.text(module.largestFunction()));
    }

    private static Cell said(Optional<String> text, Shares.Share share) {
        if (!owned(share)) {
            return Cell.EMPTY;
        }
        return text.filter(words -> !words.isEmpty())
                .map(Cell::text)
                .orElse(Cell.unknown(ReportText.of("unknown.no-version")));
    }

    private static boolean owned(Shares.Share share) {
        return share.kind() != Kind.UNATTRIBUTED;
    }

    private static Row.Role role(Kind kind) {
        return kind == Kind.UNATTRIBUTED ? Row.Role.REST : Row.Role.NORMAL;
    }

    /// Names of a company's drivers in a row.
    static String names(Shares.Group group) {
        return group.kind() == Kind.UNATTRIBUTED
                ? ""
                : group.shares().stream().map(Shares.Share::name).collect(Collectors.joining(", "));
    }

    static String name(Shares.Group group) {
        return switch (group.kind()) {
            case COMPANY -> group.name();
            case KERNEL -> ReportText.of("name.kernel");
            case UNKNOWN -> ReportText.of("name.unknown-company");
            case UNATTRIBUTED -> ReportText.of("name.no-owner");
        };
    }
}
