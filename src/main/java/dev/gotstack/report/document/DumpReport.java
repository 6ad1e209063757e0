package dev.gotstack.report.document;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.report.ReportText;
import dev.gotstack.report.document.Block.Column;
import dev.gotstack.report.document.Block.Fact;
import dev.gotstack.report.document.Block.Mark;
import dev.gotstack.report.document.Block.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The report on one dump.
public final class DumpReport {
    private final Facts facts;
    private final Request request;

    private DumpReport(Analysis analysis, Request request) {
        this.facts = new Facts(analysis, new Privacy(request.level()));
        this.request = request;
    }

    /// What a report keeps of one dump when it is compared with others.
    public static Subject subject(Analysis analysis, Level level) {
        return new Facts(analysis, new Privacy(level)).subject();
    }

    /// Decides what the report says.
    public static Document of(Analysis analysis, Request request) {
        return new DumpReport(analysis, request).document();
    }

    private Document document() {
        boolean engineer = facts.privacy().showsEverything();
        var sections = new ArrayList<Section>();
        sections.add(PlainWords.section(facts));
        sections.add(chart());
        sections.add(UsageTables.section(facts));
        sections.add(Advice.section(facts));
        sections.add(findings());
        sections.add(steps());
        sections.add(StackTables.section(facts));
        sections.add(Machine.section(facts));
        sections.add(Figures.section(facts));
        sections.add(Unknowns.section(facts));
        if (engineer) {
            sections.add(StackTables.frames(facts));
            sections.add(modules());
        }
        var subjects = List.of(facts.subject());
        return new Document(
                request.title().isEmpty() ? facts.privacy().text(Headline.of(facts)) : request.title(),
                subtitle(),
                request,
                head(request),
                sections.stream().map(facts.privacy()::section).toList(),
                UsageTables.data(request, subjects),
                subjects);
    }

    private String subtitle() {
        var header = facts.analysis().kernel().dump().header();
        var check = facts.analysis().bugCheck();
        var text = ReportText.of(
                        "report.subtitle",
                        WindowsName.of(header.build()),
                        String.valueOf(header.build()),
                        Headline.code(check.code()))
                + (facts.process().isEmpty() ? "" : " · " + facts.process())
                + (request.title().isEmpty() ? "" : " · " + Headline.of(facts));
        return facts.privacy().text(text);
    }

    /// Customer and case number, as far as they were given, for the head of any report.
    static List<Fact> head(Request request) {
        var head = new ArrayList<Fact>();
        if (!request.customer().isEmpty()) {
            head.add(new Fact("customer", ReportText.of("report.customer"), Cell.text(request.customer()), ""));
        }
        if (!request.caseNumber().isEmpty()) {
            head.add(new Fact("case", ReportText.of("report.case"), Cell.text(request.caseNumber()), ""));
        }
        return List.copyOf(head);
    }

    private Section chart() {
        var chart = facts.chart();
        var blocks = new ArrayList<Block>();
        if (chart.isEmpty()) {
            blocks.add(new Block.Paragraph(ReportText.of(
                    "report.no-chart", facts.analysis().reconstructedStack().stop())));
        } else {
            blocks.add(new Block.Figure(chart.get()));
            if (!facts.privacy().showsEverything()) {
                blocks.add(new Block.Remark(ReportText.of("report.positions")));
            }
        }
        return new Section("chart", ReportText.of("section.chart"), List.copyOf(blocks), List.of());
    }

    private Section findings() {
        var entries = facts.analysis().findings().stream()
                .map(finding -> {
                    var mark =
                            switch (finding.severity()) {
                                case CAUSE -> Mark.CAUSE;
                                case WARNING -> Mark.WARNING;
                                case INFORMATION -> Mark.INFORMATION;
                            };
                    var lines = new ArrayList<String>();
                    if (!finding.explanation().isEmpty()) {
                        lines.add(facts.privacy().text(finding.explanation().local()));
                    }
                    lines.addAll(facts.privacy().lines(finding.evidence()));
                    return new Block.Entry(finding.id(), mark, finding.summary().local(), lines, "");
                })
                .toList();
        var block = entries.isEmpty()
                ? new Block.Paragraph(ReportText.of("report.no-findings"))
                : new Block.Entries(entries);
        return new Section("findings", ReportText.of("section.findings"), List.of(block), commands("!analyze -v"));
    }

    private Section steps() {
        var entries = facts.analysis().story().stream()
                .map(step -> new Block.Entry(
                        step.kind().name().toLowerCase(Locale.ROOT),
                        Mark.STEP,
                        step.title().local(),
                        facts.privacy().lines(step.lines()),
                        ""))
                .toList();
        return new Section(
                "steps",
                ReportText.of("section.steps"),
                List.of(new Block.Entries(entries)),
                commands("!gdt", "!analyze -v"));
    }

    private Section modules() {
        var rows = facts.analysis().kernel().modules().all().stream()
                .map(module -> {
                    var driver = facts.driver(module);
                    return Row.of(
                            Cell.text(Long.toHexString(module.base())),
                            Cell.text(Long.toHexString(module.base() + module.size())),
                            Cell.text(module.imageName()),
                            Cell.text(driver.company()),
                            Cell.text(driver.version()),
                            Times.day(driver.built()),
                            Cell.text(module.symbols().kind().name().toLowerCase(Locale.ROOT)));
                })
                .toList();
        var table = new Block.Table(
                "modules",
                "",
                List.of(
                        Column.code("start", ReportText.of("column.start"), 1.3),
                        Column.code("end", ReportText.of("column.end"), 1.3),
                        Column.text("file", ReportText.of("column.file"), 2),
                        Column.text("company", ReportText.of("column.company"), 2.4),
                        Column.text("version", ReportText.of("column.version"), 2),
                        Column.text("built", ReportText.of("column.built"), 1.5),
                        Column.text("symbols", ReportText.of("column.symbols"), 1.2)),
                rows);
        return new Section("modules", ReportText.of("section.modules"), List.of(table), commands("lm", "lmv"));
    }

    private List<String> commands(String... commands) {
        return facts.privacy().showsEverything() ? List.of(commands) : List.of();
    }
}
