package dev.gotstack.ui.console;

import dev.gotstack.command.Output;
import dev.gotstack.model.ConsoleEntry;
import dev.gotstack.ui.control.LinkedText.Line;
import dev.gotstack.ui.control.LinkedText.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Commands and their output as text with links.
final class ConsoleLines {
    private ConsoleLines() {}

    /// @param follow runs a link's command
    static List<Line> of(ConsoleEntry entry, Consumer<String> follow) {
        var lines = new ArrayList<Line>();
        if (!entry.line().isEmpty()) {
            lines.add(new Line(
                    "",
                    List.of(
                            Piece.styled(entry.prompt() + " ", "dim"),
                            Piece.styled(entry.line(), entry.echo() ? "dim" : "strong"))));
        }
        for (var line : entry.output().lines()) {
            lines.add(new Line(
                    "", line.spans().stream().map(span -> piece(span, follow)).toList()));
        }
        return lines;
    }

    private static Piece piece(Output.Span span, Consumer<String> follow) {
        var style =
                switch (span.style()) {
                    case PLAIN -> "";
                    case ADDRESS -> "address";
                    case SYMBOL -> "symbol";
                    case MISSING -> "missing";
                    case CHANGED -> "changed";
                    case COMMENT -> "dim";
                    case ERROR -> "error";
                };
        var link = span.link();
        return link == null
                ? Piece.styled(span.text(), style)
                : Piece.link(span.text(), style, () -> follow.accept(link.command()));
    }
}
