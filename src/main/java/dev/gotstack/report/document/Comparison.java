package dev.gotstack.report.document;

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
        sections.add(section("story", "In short", inShort()));
        sections.add(section("dumps", "The dumps", List.of(dumps())));
        if (!figures.dumps().isEmpty()) {
            sections.add(section("usage", "Who used the stack", figures.tables()));
            sections.add(section("grew", "What grew", List.of(figures.growth())));
            sections.add(section("cycles", "Calls that repeat", cycles.blocks()));
            sections.add(section("versions", "Versions of the drivers", List.of(figures.versions())));
        }
        if (subjects.stream().anyMatch(Subject::overflow)) {
            sections.add(section("advice", "What to do", List.of(advice())));
        }
        sections.add(section("unknown", "What is not known", unknown()));
        var privacy = new Privacy(request.level());
        return new Document(
                request.title().isEmpty() ? title() : request.title(),
                Words.count(subjects.size(), "dump") + ", compared in the order in which they were given",
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
            return "None of " + Words.count(subjects.size(), "file") + " could be read";
        }
        if (overflows == 0) {
            return "The kernel stack ran out in none of " + Words.count(readable, "dump");
        }
        if (readable == 1) {
            return "The kernel stack ran out in the one dump that could be read";
        }
        if (overflows == 2 && readable == 2) {
            return "The kernel stack ran out in both dumps";
        }
        return "The kernel stack ran out in " + (overflows == readable ? "all " : Words.number(overflows) + " of ")
                + Words.count(readable, "dump");
    }

    private List<Block> inShort() {
        var blocks = new ArrayList<Block>();
        blocks.add(new Block.Paragraph(title() + "."));
        long bad = subjects.stream().filter(subject -> !subject.readable()).count();
        if (bad > 0) {
            blocks.add(
                    new Block.Paragraph(Words.count(bad, "file") + " could not be read; the table of dumps says why."));
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
                        Column.text("file", "File", 2.4),
                        Column.text("time", "Time of the crash", 2),
                        Column.text("system", "System", 2),
                        Column.text("bugCheck", "Bug check", 1),
                        Column.text("process", "Process", 1.6),
                        Column.number("used", "In use", 1),
                        Column.number("size", "Stack", 1),
                        Column.text("finding", "Finding", 4)),
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
                    Cell.text("Could not be read: " + subject.problem()));
        }
        var unknown = Cell.unknown("the stack's limits are unknown");
        return Row.of(
                Cell.text(label),
                Cell.text(subject.file()),
                Times.second(subject.time()),
                Cell.text(WindowsName.of(subject.build()) + ", build " + subject.build()),
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
            if (!line.name().equals(SideBySide.KERNEL) && worst >= SideBySide.WORTH_A_CALL) {
                entries.add(new Block.Entry(
                        "vendor",
                        Mark.STEP,
                        "Talk to " + line.name(),
                        List.of(line.rangeText() + ". Ask for a version that takes less stack, and hand over this"
                                + " report."),
                        "Who used the stack"));
            }
        }
        if (cycles.common().isPresent()) {
            entries.add(new Block.Entry(
                    "probe",
                    Mark.STEP,
                    "For the makers: end the repetition that the dumps have in common",
                    List.of("Make it a loop or limit its depth; before another round, ask IoGetRemainingStackSize for"
                            + " the room that is left, and hand the rest to a system worker thread."),
                    "Calls that repeat"));
        }
        return entries.isEmpty()
                ? new Block.Paragraph("No one company has a tenth of the stack in any of the dumps. Look at each dump's"
                        + " own report.")
                : new Block.Entries(entries);
    }

    private List<Block> unknown() {
        var entries = new ArrayList<Block.Entry>();
        for (var subject : subjects) {
            if (!subject.readable()) {
                entries.add(note(Mark.WARNING, subject.file() + ": " + subject.problem()));
            } else if (subject.usage().isEmpty()) {
                entries.add(note(
                        Mark.WARNING, subject.file() + ": the stack of the crashed thread cannot be read from it"));
            } else if (unowned(subject.usage().get()) > 0) {
                entries.add(note(
                        Mark.NONE,
                        subject.file() + ": "
                                + Words.bytes(unowned(subject.usage().get()))
                                + " of the stack belong to no call that was found"));
            }
        }
        entries.add(note(Mark.NONE, "How much stack was in use at other times: each dump shows one moment"));
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
