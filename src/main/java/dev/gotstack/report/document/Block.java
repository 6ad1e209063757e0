package dev.gotstack.report.document;

import dev.gotstack.report.ChartData;
import dev.gotstack.report.Clean;
import dev.gotstack.report.ReportText;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/// A part of a section.
public sealed interface Block {

    /// The same with every text changed.
    Block map(UnaryOperator<String> change);

    /// Running text.
    record Paragraph(String text) implements Block {
        public Paragraph {
            text = Clean.line(text);
        }

        @Override
        public Paragraph map(UnaryOperator<String> change) {
            return new Paragraph(change.apply(text));
        }
    }

    /// A remark of lesser weight.
    record Remark(String text) implements Block {
        public Remark {
            text = Clean.line(text);
        }

        @Override
        public Remark map(UnaryOperator<String> change) {
            return new Remark(change.apply(text));
        }
    }

    /// Names with their values.
    record Facts(List<Fact> facts) implements Block {
        @Override
        public Facts map(UnaryOperator<String> change) {
            return new Facts(facts.stream().map(fact -> fact.map(change)).toList());
        }
    }

    /// @param key the name in JSON
    /// @param command debugger command that shows it; empty for customers
    record Fact(String key, String name, Cell value, String command) {
        Fact map(UnaryOperator<String> change) {
            return new Fact(key, name, value.map(change), change.apply(command));
        }
    }

    /// What happened, was found or should be done, one after the other.
    record Entries(List<Entry> entries) implements Block {
        @Override
        public Entries map(UnaryOperator<String> change) {
            return new Entries(entries.stream().map(entry -> entry.map(change)).toList());
        }
    }

    /// @param id stable name
    /// @param lines more about it
    /// @param source what it follows from; may be empty
    record Entry(String id, Mark mark, String title, List<String> lines, String source) {
        public Entry {
            title = Clean.line(title);
            lines = lines.stream().map(Clean::line).toList();
            source = Clean.line(source);
        }

        Entry map(UnaryOperator<String> change) {
            return new Entry(
                    id, mark, change.apply(title), lines.stream().map(change).toList(), change.apply(source));
        }
    }

    /// What an entry is marked with.
    enum Mark {
        /// A number.
        STEP,
        CAUSE,
        WARNING,
        INFORMATION,
        NONE;

        /// The severity in a word; for those that are none, nothing.
        public String words() {
            return this == STEP || this == NONE ? "" : ReportText.of("mark." + name().toLowerCase(Locale.ROOT));
        }
    }

    /// The stack-usage chart.
    record Figure(ChartData data) implements Block {
        @Override
        public Figure map(UnaryOperator<String> change) {
            return new Figure(new ChartData(
                    change.apply(data.title()),
                    data.subtitle().stream().map(change).toList(),
                    data.usage(),
                    data.headroom(),
                    data.stackPointer(),
                    data.guardPage(),
                    data.wide(),
                    change.apply(data.footer()),
                    data.whatIf()));
        }
    }

    /// @param id stable name
    /// @param caption may be empty
    record Table(String id, String caption, List<Column> columns, List<Row> rows) implements Block {
        public Table {
            caption = Clean.line(caption);
        }

        @Override
        public Table map(UnaryOperator<String> change) {
            return new Table(
                    id,
                    change.apply(caption),
                    columns,
                    rows.stream().map(row -> row.map(change)).toList());
        }
    }

    /// @param key its name in JSON and CSV
    /// @param weight how much room it needs relative to others
    record Column(String key, String title, Kind kind, double weight) {
        /// What a column holds.
        public enum Kind {
            TEXT,
            /// Names of functions, addresses.
            CODE,
            NUMBER
        }

        public static Column text(String key, String title, double weight) {
            return new Column(key, title, Kind.TEXT, weight);
        }

        public static Column code(String key, String title, double weight) {
            return new Column(key, title, Kind.CODE, weight);
        }

        public static Column number(String key, String title, double weight) {
            return new Column(key, title, Kind.NUMBER, weight);
        }
    }

    /// One line of a table; as many cells as there are columns.
    record Row(Role role, List<Cell> cells) {
        /// What a line is.
        public enum Role {
            NORMAL,
            /// The head of the lines below it.
            HEAD,
            /// Belongs to the head above it.
            PART,
            /// Free bytes, bytes without an owner.
            REST,
            TOTAL
        }

        public static Row of(Cell... cells) {
            return new Row(Role.NORMAL, List.of(cells));
        }

        public static Row of(Role role, Cell... cells) {
            return new Row(role, List.of(cells));
        }

        Row map(UnaryOperator<String> change) {
            return new Row(role, cells.stream().map(cell -> cell.map(change)).toList());
        }
    }
}
