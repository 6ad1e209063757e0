package dev.gotstack.report.document;

import dev.gotstack.report.ReportText;
import dev.gotstack.report.Words;
import dev.gotstack.report.document.Block.Column;
import dev.gotstack.report.document.Block.Mark;
import dev.gotstack.report.document.Block.Row;
import dev.gotstack.stack.StackUsage;
import java.util.ArrayList;
import java.util.List;

/// The report that sets several dumps beside each other: before and after, or a set from one customer.
public final class Comparison {
    private final Request request;
    private final List<Subject> subjects;
    private final SideBySide figures;
    private final CommonCycles cycles;

    private Comparison(List<Subject> subjects, Request request) {
        this.request = request;
        this.subjects = subjects;
        this.figures = SideBySide.of(subjects);
        this.cycles = CommonCycles.of(figures);
    }

    /// Decides what the report says.
    ///
    /// @param subjects in the order of the command line; those that could not be read too
    public static Document of(List<Subject> subjects, Request request) {
        return new Comparison(List.copyOf(subjects), request).document();
    }

    private Document document() {
        var sections = new ArrayList<Section>();
        sections.add(section("story", ReportText.of("section.in-short"), inShort()));
        sections.add(section("dumps", ReportText.of("section.dumps"), List.of(dumps())));
        if (!figures.dumps().isEmpty()) {
            sections.add(section("usage", ReportText.of("section.usage"), figures.tables()));
            sections.add(section("grew", ReportText.of("section.grew"), List.of(figures.growth())));
            sections.add(section("cycles", ReportText.of("section.cycles"), cycles.blocks()));
            sections.add(section("versions", ReportText.of("section.versions"), List.of(figures.versions())));
        }
        if (subjects.stream().anyMatch(Subject::overflow)) {
            sections.add(section("advice", ReportText.of("section.advice"), List.of(advice())));
        }
        sections.add(section("unknown", ReportText.of("section.unknown"), unknown()));
        var privacy = new Privacy(request.level());
        return new Document(
                request.title().isEmpty() ? title() : request.title(),
                ReportText.of("compare.subtitle", Words.count(subjects.size(), "dump")),
                request,
                DumpReport.head(request),
                sections.stream().map(privacy::section).toList(),
                UsageTables.data(request, subjects),
                subjects);
    }

    private static Section section(String id, String title, List<? extends Block> blocks) {
        return new Section(id, title, List.copyOf(blocks), List.of());
    }

    private String title() {
        long overflows = subjects.stream().filter(Subject::overflow).count();
        long readable = subjects.stream().filter(Subject::readable).count();
        if (readable == 0) {
            return ReportText.of("compare.title.unreadable", Words.count(subjects.size(), "file"));
        }
        if (overflows == 0) {
            return ReportText.of("compare.title.none", Words.count(readable, "dump"));
        }
        if (readable == 1) {
            return ReportText.of("compare.title.one");
        }
        if (overflows == 2 && readable == 2) {
            return ReportText.of("compare.title.both");
        }
        return overflows == readable
                ? ReportText.of("compare.title.all", Words.count(readable, "dump"))
                : ReportText.of("compare.title.some", overflows, Words.count(readable, "dump"));
    }

    private List<Block> inShort() {
        var blocks = new ArrayList<Block>();
        blocks.add(new Block.Paragraph(title() + "."));
        long bad = subjects.stream().filter(subject -> !subject.readable()).count();
        if (bad > 0) {
            blocks.add(new Block.Paragraph(ReportText.of("compare.unreadable", Words.count(bad, "file"))));
        }
        figures.leader().ifPresent(text -> blocks.add(new Block.Paragraph(text)));
        cycles.inShort().ifPresent(text -> blocks.add(new Block.Paragraph(text)));
        figures.mostGrown().ifPresent(text -> blocks.add(new Block.Paragraph(text)));
        return blocks;
    }

    private Block.Table dumps() {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < subjects.size(); i++) {
            rows.add(dump(SideBySide.label(i), subjects.get(i)));
        }
        return new Block.Table(
                "dumps",
                "",
                List.of(
                        Column.text("label", "", 0.5),
                        Column.text("file", ReportText.of("column.file"), 2.4),
                        Column.text("time", ReportText.of("column.time"), 2),
                        Column.text("system", ReportText.of("column.system"), 2),
                        Column.text("bugCheck", ReportText.of("column.bug-check"), 1),
                        Column.text("process", ReportText.of("column.process"), 1.6),
                        Column.number("used", ReportText.of("column.in-use"), 1),
                        Column.number("size", ReportText.of("column.stack"), 1),
                        Column.text("finding", ReportText.of("column.finding"), 4)),
                rows);
    }

    private static Row dump(String label, Subject subject) {
        if (!subject.readable()) {
            return Row.of(
                    Row.Role.REST,
                    Cell.text(label),
                    Cell.text(subject.file()),
                    Cell.EMPTY,
                    Cell.EMPTY,
                    Cell.EMPTY,
                    Cell.EMPTY,
                    Cell.EMPTY,
                    Cell.EMPTY,
                    Cell.text(ReportText.of("compare.unreadable-dump", subject.problem())));
        }
        var unknown = Cell.unknown(ReportText.of("unknown.limits"));
        return Row.of(
                Cell.text(label),
                Cell.text(subject.file()),
                Times.second(subject.time()),
                Cell.text(ReportText.of(
                        "machine.build", WindowsName.of(subject.build()), String.valueOf(subject.build()))),
                Cell.text(Headline.code(subject.bugCheck())),
                Cell.text(subject.process()),
                subject.usage().map(usage -> Cell.number(Facts.used(usage))).orElse(unknown),
                subject.usage().map(usage -> Cell.number(usage.size())).orElse(unknown),
                Cell.text(subject.finding()));
    }

    private Block advice() {
        var entries = new ArrayList<Block.Entry>();
        for (var line : figures.companies()) {
            int worst = line.worst();
            if (!line.name().equals(ReportText.of("name.kernel")) && worst >= SideBySide.WORTH_A_CALL) {
                entries.add(new Block.Entry(
                        "vendor",
                        Mark.STEP,
                        ReportText.of("advice.vendor", line.name()),
                        List.of(ReportText.of("compare.vendor.text", line.rangeText())),
                        ReportText.of("section.usage")));
            }
        }
        if (cycles.common().isPresent()) {
            entries.add(new Block.Entry(
                    "probe",
                    Mark.STEP,
                    ReportText.of("compare.probe"),
                    List.of(ReportText.of("compare.probe.text")),
                    ReportText.of("section.cycles")));
        }
        return entries.isEmpty() ? new Block.Paragraph(ReportText.of("compare.no-advice")) : new Block.Entries(entries);
    }

    private List<Block> unknown() {
        var entries = new ArrayList<Block.Entry>();
        for (var subject : subjects) {
            if (!subject.readable()) {
                entries.add(note(Mark.WARNING, subject.file() + ": " + subject.problem()));
            } else if (subject.usage().isEmpty()) {
                entries.add(note(Mark.WARNING, ReportText.of("compare.no-stack", subject.file())));
            } else if (unowned(subject.usage().get()) > 0) {
                entries.add(note(
                        Mark.NONE,
                        ReportText.of(
                                "compare.unowned",
                                subject.file(),
                                Words.bytes(unowned(subject.usage().get())))));
            }
        }
        entries.add(note(Mark.NONE, ReportText.of("compare.one-moment")));
        return List.of(new Block.Entries(entries));
    }

    private static long unowned(StackUsage usage) {
        return usage.modules().stream()
                .filter(module -> module.name().equals(StackUsage.UNATTRIBUTED))
                .mapToLong(module -> module.bytes())
                .sum();
    }

    private static Block.Entry note(Mark mark, String text) {
        return new Block.Entry("unknown", mark, text, List.of(), "");
    }
}
