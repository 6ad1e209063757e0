package dev.gotstack.report.document;

import dev.gotstack.report.ReportText;
import dev.gotstack.report.Shares;
import dev.gotstack.report.Words;
import dev.gotstack.report.document.Block.Column;
import dev.gotstack.report.document.Block.Mark;
import dev.gotstack.report.document.Block.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/// What each company and driver takes of the stack in several dumps.
///
/// @param dumps those whose stack is known
/// @param companies one line each, the one with most bytes in any dump first
/// @param drivers likewise
record SideBySide(List<Dump> dumps, List<Line> companies, List<Line> drivers) {

    /// A company with less than this share, in percent, of every stack is not worth a call of its own.
    static final int WORTH_A_CALL = 10;

    /// More dumps than this do not fit beside each other on paper.
    private static final int MOST_COLUMNS = 6;

    private static final int LETTERS = 26;

    /// A dump and its label in tables.
    record Dump(String label, Subject subject, Shares shares) {}

    /// Somebody's bytes in each dump.
    @SuppressWarnings("ArrayRecordComponent") // filled while the table is made, and never handed out
    record Line(String name, long[] bytes, int[] percents) {
        long most() {
            return Arrays.stream(bytes).max().orElse(0);
        }

        long least() {
            return Arrays.stream(bytes).min().orElse(0);
        }

        long change() {
            return bytes[bytes.length - 1] - bytes[0];
        }

        int worst() {
            return Arrays.stream(percents).max().orElse(0);
        }

        int present() {
            return (int) Arrays.stream(bytes).filter(value -> value > 0).count();
        }

        /// `Contoso Ltd. has 5,204 to 8,276 bytes in 3 of 4 dumps, up to 67 % of the stack`
        String rangeText() {
            long least = Arrays.stream(bytes).filter(value -> value > 0).min().orElse(0);
            var bytesText = least == most()
                    ? Words.bytes(most())
                    : ReportText.of("compare.range.bytes", least, Words.bytes(most()));
            var dumps = Words.count(bytes.length, "dump");
            return present() == bytes.length
                    ? ReportText.of("compare.range.all", name, bytesText, dumps, worst())
                    : ReportText.of("compare.range.some", name, bytesText, present(), dumps, worst());
        }
    }

    static SideBySide of(List<Subject> subjects) {
        var dumps = new ArrayList<Dump>();
        for (int i = 0; i < subjects.size(); i++) {
            var subject = subjects.get(i);
            int number = i;
            subject.usage().ifPresent(usage -> dumps.add(new Dump(label(number), subject, Shares.of(usage))));
        }
        var companies = lines(dumps, dump -> {
            var sums = new LinkedHashMap<String, Share>();
            dump.shares()
                    .groups()
                    .forEach(group -> sums.put(UsageTables.name(group), new Share(group.bytes(), group.percent())));
            return sums;
        });
        var drivers = lines(dumps, dump -> {
            var sums = new LinkedHashMap<String, Share>();
            dump.shares()
                    .modules()
                    .forEach(share ->
                            sums.merge(share.name(), new Share(share.module().bytes(), share.percent()), Share::plus));
            return sums;
        });
        return new SideBySide(List.copyOf(dumps), companies, drivers);
    }

    private record Share(long bytes, int percent) {
        Share plus(Share other) {
            return new Share(bytes + other.bytes, percent + other.percent);
        }
    }

    private static List<Line> lines(List<Dump> dumps, Function<Dump, Map<String, Share>> figures) {
        var lines = new LinkedHashMap<String, Line>();
        for (int i = 0; i < dumps.size(); i++) {
            int column = i;
            figures.apply(dumps.get(i)).forEach((name, share) -> {
                var line = lines.computeIfAbsent(
                        name, key -> new Line(key, new long[dumps.size()], new int[dumps.size()]));
                line.bytes()[column] = share.bytes();
                line.percents()[column] = share.percent();
            });
        }
        return lines.values().stream()
                .sorted(Comparator.comparingLong(Line::most).reversed().thenComparing(Line::name))
                .toList();
    }

    /// `A`, `B` … `Z`, `27`, `28` …
    static String label(int index) {
        return index < LETTERS ? String.valueOf((char) ('A' + index)) : String.valueOf(index + 1);
    }

    List<Block> tables() {
        var blocks = new ArrayList<Block>();
        blocks.add(table("companies", ReportText.of("table.by-company"), ReportText.of("column.company"), companies));
        blocks.add(table("drivers", ReportText.of("table.by-driver"), ReportText.of("column.driver"), drivers));
        blocks.add(new Block.Remark(
                dumps.size() > MOST_COLUMNS
                        ? ReportText.of("compare.bytes-of-many")
                        : dumps.size() > 1
                                ? ReportText.of(
                                        "compare.bytes-change",
                                        dumps.getFirst().label(),
                                        dumps.getLast().label())
                                : ReportText.of("compare.bytes")));
        return blocks;
    }

    private Block.Table table(String id, String caption, String title, List<Line> lines) {
        boolean beside = dumps.size() <= MOST_COLUMNS;
        var columns = new ArrayList<Column>();
        columns.add(Column.text("name", title, 4));
        if (beside) {
            dumps.forEach(dump -> columns.add(Column.number(dump.label(), dump.label(), 1.2)));
        } else {
            columns.add(Column.number("dumps", ReportText.of("column.dumps"), 1));
            columns.add(Column.number("least", ReportText.of("column.least"), 1));
            columns.add(Column.number("most", ReportText.of("column.most"), 1));
        }
        if (dumps.size() > 1) {
            columns.add(Column.number("change", ReportText.of("column.change"), 1.2));
        }
        var rows = new ArrayList<Row>();
        lines.forEach(line -> rows.add(row(Row.Role.NORMAL, line, beside)));
        rows.add(row(
                Row.Role.REST,
                line(ReportText.of("name.free"), dump -> dump.shares().free()),
                beside));
        rows.add(row(Row.Role.TOTAL, line(ReportText.of("name.whole-stack"), dump -> size(dump)), beside));
        return new Block.Table(id, caption, List.copyOf(columns), rows);
    }

    private Line line(String name, Function<Dump, Long> bytes) {
        return new Line(name, dumps.stream().mapToLong(bytes::apply).toArray(), new int[dumps.size()]);
    }

    private static long size(Dump dump) {
        return dump.subject().usage().orElseThrow().size();
    }

    private Row row(Row.Role role, Line line, boolean beside) {
        var cells = new ArrayList<Cell>();
        cells.add(Cell.text(line.name()));
        if (beside) {
            Arrays.stream(line.bytes()).forEach(value -> cells.add(Cell.number(value)));
        } else {
            cells.add(Cell.number(line.present()));
            cells.add(Cell.number(line.least()));
            cells.add(Cell.number(line.most()));
        }
        if (dumps.size() > 1) {
            cells.add(Cell.change(line.change()));
        }
        return new Row(role, List.copyOf(cells));
    }

    /// The company that leads, in words.
    Optional<String> leader() {
        return companies.stream()
                .filter(line -> !line.name().equals(ReportText.of("name.kernel")) && line.worst() >= WORTH_A_CALL)
                .findFirst()
                .map(line -> line.rangeText() + ".");
    }

    /// The driver whose share grew most from the first dump to the last, in words.
    Optional<String> mostGrown() {
        return grown().stream()
                .findFirst()
                .filter(line -> line.change() > 0)
                .map(line -> ReportText.of(
                        "compare.grew-most",
                        dumps.getFirst().label(),
                        dumps.getLast().label(),
                        line.name(),
                        changeText(line)));
    }

    private List<Line> grown() {
        return dumps.size() < 2
                ? List.of()
                : drivers.stream()
                        .filter(line -> line.change() != 0)
                        .sorted(Comparator.comparingLong(Line::change)
                                .reversed()
                                .thenComparing(Line::name))
                        .toList();
    }

    private static String changeText(Line line) {
        long first = line.bytes()[0];
        long last = line.bytes()[line.bytes().length - 1];
        if (first == 0) {
            return ReportText.of("compare.change.new", Words.bytes(last));
        }
        return last == 0
                ? ReportText.of("compare.change.gone", Words.bytes(first))
                : ReportText.of(
                        "compare.change",
                        Words.number(first),
                        Words.bytes(last),
                        Cell.change(line.change()).text());
    }

    /// What grew and what shrank from the first dump to the last.
    Block growth() {
        if (dumps.size() < 2) {
            return new Block.Paragraph(ReportText.of("compare.only-one"));
        }
        var entries = grown().stream()
                .map(line -> new Block.Entry(
                        line.change() > 0 ? "grew" : "shrank",
                        Mark.NONE,
                        line.name() + ": " + changeText(line),
                        List.of(),
                        ""))
                .toList();
        return entries.isEmpty()
                ? new Block.Paragraph(ReportText.of(
                        "compare.no-change",
                        dumps.getLast().label(),
                        dumps.getFirst().label()))
                : new Block.Entries(entries);
    }

    /// Versions that are not the same everywhere.
    Block versions() {
        var rows = new ArrayList<Row>();
        for (var line : drivers) {
            var versions = IntStream.range(0, dumps.size())
                    .mapToObj(i -> version(dumps.get(i), line.name()))
                    .toList();
            var known =
                    versions.stream().filter(text -> !text.isEmpty()).distinct().toList();
            if (known.size() > 1) {
                rows.add(Row.of(Cell.text(line.name()), Cell.text(byVersion(versions, known))));
            }
        }
        return rows.isEmpty()
                ? new Block.Paragraph(ReportText.of("compare.no-versions"))
                : new Block.Table(
                        "versions",
                        "",
                        List.of(
                                Column.text("driver", ReportText.of("column.driver"), 2),
                                Column.text("versions", ReportText.of("column.versions"), 6)),
                        rows);
    }

    /// Empty if it is unknown.
    private static String version(Dump dump, String module) {
        return dump.subject().driver(module).map(Subject.Driver::version).orElse("");
    }

    /// `2.4.0.1180 (A, B), 2.5.0.3 (C)`
    private String byVersion(List<String> versions, List<String> known) {
        return String.join(
                ", ",
                known.stream()
                        .map(version -> version + " ("
                                + String.join(
                                        ", ",
                                        IntStream.range(0, dumps.size())
                                                .filter(i -> version.equals(versions.get(i)))
                                                .mapToObj(i -> dumps.get(i).label())
                                                .toList())
                                + ")")
                        .toList());
    }
}
