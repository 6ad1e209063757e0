package dev.gotstack.report;

import java.util.Locale;
import java.util.stream.Collectors;

/// Text from a dump or a user, made fit for every format. Names are hostile until proven otherwise: what cannot be
/// seen (control and format characters, which could turn the reading direction of what follows, lone surrogates,
/// private and unassigned characters) is spelled out as `[U+202E]`, white space becomes one blank, heaps of
/// combining marks are cut, and a mark that has nothing to sit on gets a dotted circle.
public final class Clean {
    /// Longer texts are cut, so that no dump can blow up a report.
    private static final int LONGEST = 20_000;

    private static final int MARKS_IN_A_ROW = 2;

    private static final char DOTTED_CIRCLE = '\u25cc';

    private Clean() {}

    /// One line.
    public static String line(String raw) {
        var text = new StringBuilder(Math.min(raw.length(), LONGEST));
        int marks = 0;
        int at = 0;
        while (at < raw.length() && text.length() < LONGEST) {
            int c = raw.codePointAt(at);
            at += Character.charCount(c);
            marks = PlainText.isMark(c) ? marks + 1 : 0;
            if (PlainText.isSpace(c)) {
                blank(text);
            } else if (!PlainText.isVisible(c)) {
                text.append(spelled(c));
            } else if (marks <= MARKS_IN_A_ROW) {
                if (marks > 0 && (text.isEmpty() || text.charAt(text.length() - 1) == ' ')) {
                    text.append(DOTTED_CIRCLE);
                }
                text.appendCodePoint(c);
            }
        }
        return at < raw.length()
                ? text.toString().strip() + "…"
                : text.toString().strip();
    }

    /// Several lines; blank ones at the ends are dropped.
    public static String lines(String raw) {
        return raw.replace("\r\n", "\n")
                .replace('\r', '\n')
                .lines()
                .limit(LONGEST)
                .map(Clean::line)
                .collect(Collectors.joining("\n"))
                .strip();
    }

    /// One line whose blanks are kept: for columns.
    static String columns(String raw) {
        var text = new StringBuilder(raw.length());
        raw.codePoints().limit(LONGEST).forEach(c -> {
            if (PlainText.isVisible(c)) {
                text.appendCodePoint(PlainText.isSpace(c) ? ' ' : c);
            } else {
                text.append(spelled(c));
            }
        });
        return text.toString();
    }

    /// JSON in which what cannot be seen is escaped: it stands in strings only, where an escape means the same.
    static String json(String text) {
        var result = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\n' || PlainText.isVisible(c)) {
                result.appendCodePoint(c);
            } else {
                for (char unit : Character.toChars(c)) {
                    result.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
            }
        });
        return result.toString();
    }

    private static String spelled(int c) {
        return String.format(Locale.ROOT, "[U+%04X]", c);
    }

    private static void blank(StringBuilder text) {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ' ') {
            text.append(' ');
        }
    }
}
