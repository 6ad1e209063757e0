package dev.gotstack.ui.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The lines of the command window. There is always a place in it, even if there is no line.
final class ConsoleText {
    private final List<TextLine> lines = new ArrayList<>();
    private int columns;

    int size() {
        return lines.size();
    }

    TextLine line(int index) {
        return lines.get(index);
    }

    /// Characters of the longest line there has been.
    int columns() {
        return columns;
    }

    /// The lines as they are now.
    List<TextLine> snapshot() {
        return List.copyOf(lines);
    }

    void add(List<TextLine> more) {
        lines.addAll(more);
        for (var line : more) {
            columns = Math.max(columns, line.length());
        }
    }

    /// Drops the first lines.
    void drop(int count) {
        lines.subList(0, Math.min(count, lines.size())).clear();
    }

    void clear() {
        lines.clear();
        columns = 0;
    }

    /// The nearest place there is.
    TextPosition clamp(int line, int column) {
        if (line < 0 || lines.isEmpty()) {
            return TextPosition.START;
        }
        return line >= lines.size()
                ? end()
                : new TextPosition(line, Math.clamp(column, 0, lines.get(line).length()));
    }

    TextPosition end() {
        return lines.isEmpty()
                ? TextPosition.START
                : new TextPosition(lines.size() - 1, lines.getLast().length());
    }

    /// The text between two places, with a line feed between lines.
    String between(TextPosition from, TextPosition to) {
        var text = new StringBuilder();
        for (int i = from.line(); i <= to.line() && i < lines.size(); i++) {
            var line = lines.get(i).text();
            int start = i == from.line() ? Math.min(from.column(), line.length()) : 0;
            int end = i == to.line() ? Math.min(to.column(), line.length()) : line.length();
            text.append(line, start, Math.max(start, end));
            if (i < to.line()) {
                text.append('\n');
            }
        }
        return text.toString();
    }

    /// The link whose characters a place is among.
    Optional<LinkPlace> link(TextPosition at) {
        return at.line() >= lines.size()
                ? Optional.empty()
                : links(at.line()).stream().filter(link -> link.contains(at)).findFirst();
    }

    /// The next link behind a place, or the one before it.
    Optional<LinkPlace> nextLink(TextPosition from, boolean forward) {
        int step = forward ? 1 : -1;
        for (int i = from.line(); i >= 0 && i < lines.size(); i += step) {
            var best = nearest(links(i), i == from.line() ? from : null, forward);
            if (best != null) {
                return Optional.of(best);
            }
        }
        return Optional.empty();
    }

    private static @Nullable LinkPlace nearest(List<LinkPlace> links, @Nullable TextPosition from, boolean forward) {
        LinkPlace best = null;
        for (var link : links) {
            boolean fits = from == null || (forward ? link.start() >= from.column() : link.end() <= from.column());
            if (fits) {
                best = link;
                if (forward) {
                    break;
                }
            }
        }
        return best;
    }

    private List<LinkPlace> links(int index) {
        var links = new ArrayList<LinkPlace>();
        int column = 0;
        for (var span : lines.get(index).spans()) {
            int end = column + span.text().length();
            var link = span.link();
            if (link != null) {
                links.add(new LinkPlace(index, column, end, span.text(), link.command()));
            }
            column = end;
        }
        return links;
    }

    /// The word at a place: what a double click selects. Addresses, names with module and offset are one word.
    TextPosition[] word(TextPosition at) {
        var text = at.line() < lines.size() ? lines.get(at.line()).text() : "";
        int start = Math.min(at.column(), text.length());
        int end = start;
        while (start > 0 && isWord(text.charAt(start - 1))) {
            start--;
        }
        while (end < text.length() && isWord(text.charAt(end))) {
            end++;
        }
        return new TextPosition[] {new TextPosition(at.line(), start), new TextPosition(at.line(), end)};
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || "_!@$?+`.".indexOf(c) >= 0;
    }
}
