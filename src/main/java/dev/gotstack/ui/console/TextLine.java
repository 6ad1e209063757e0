package dev.gotstack.ui.console;

import dev.gotstack.command.Output;
import dev.gotstack.command.Output.Span;
import dev.gotstack.command.Output.Style;
import dev.gotstack.model.ConsoleEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A line of the command window.
record TextLine(Kind kind, List<Span> spans) {

    /// Where a line comes from.
    enum Kind {
        /// A command from the keyboard.
        TYPED,
        /// A command that a click or a link asked for.
        CLICKED,
        PRINTED,
        /// The first line of an error.
        ERROR
    }

    /// The lines of a command and what it printed.
    static List<TextLine> of(ConsoleEntry entry) {
        var lines = new ArrayList<TextLine>(entry.output().lines().size() + 1);
        if (!entry.line().isEmpty()) {
            var prompt = new Span(entry.prompt() + " ", Style.COMMENT, null);
            var command = new Span(entry.line(), Style.PLAIN, null);
            lines.add(new TextLine(entry.echo() ? Kind.CLICKED : Kind.TYPED, List.of(prompt, command)));
        }
        boolean inError = false;
        for (var line : entry.output().lines()) {
            boolean error = isError(line);
            lines.add(new TextLine(error && !inError ? Kind.ERROR : Kind.PRINTED, line.spans()));
            inError = error;
        }
        return lines;
    }

    private static boolean isError(Output.Line line) {
        for (var span : line.spans()) {
            if (span.style() == Style.ERROR) {
                return true;
            }
        }
        return false;
    }

    String text() {
        return spans.size() == 1
                ? spans.getFirst().text()
                : spans.stream().map(Span::text).collect(Collectors.joining());
    }

    int length() {
        int length = 0;
        for (var span : spans) {
            length += span.text().length();
        }
        return length;
    }
}
