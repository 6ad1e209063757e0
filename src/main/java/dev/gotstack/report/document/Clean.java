package dev.gotstack.report.document;

import java.util.Locale;
import java.util.stream.Collectors;

/// Text from a dump or a user, made fit for every format. Names are hostile until proven otherwise: what cannot be seen
/// (control and format characters, which could turn the reading direction of what follows, lone surrogates, private and
/// unassigned characters) is spelled out as `[U+202E]`, white space becomes one blank, heaps of combining marks are
// cut.
final class Clean {
    /// Longer texts are cut, so that no dump can blow up a report.
    private static final int LONGEST = 20_000;

    private static final int MARKS_IN_A_ROW = 2;

    private Clean() {}

    /// One line.
    static String line(String raw) {
        var text = new StringBuilder(Math.min(raw.length(), LONGEST));
        int marks = 0;
        int at = 0;
        while (at < raw.length() && text.length() < LONGEST) {
            int c = raw.codePointAt(at);
            at += Character.charCount(c);
            marks = isMark(c) ? marks + 1 : 0;
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                blank(text);
            } else if (!isVisible(c)) {
                text.append(String.format(Locale.ROOT, "[U+%04X]", c));
            } else if (marks <= MARKS_IN_A_ROW) {
                text.appendCodePoint(c);
            }
        }
        return at < raw.length()
                ? text.toString().strip() + "…"
                : text.toString().strip();
    }

    /// Several lines; blank ones at the ends are dropped.
    static String lines(String raw) {
        return raw.replace("\r\n", "\n")
                .replace('\r', '\n')
                .lines()
                .limit(LONGEST)
                .map(Clean::line)
                .collect(Collectors.joining("\n"))
                .strip();
    }

    private static void blank(StringBuilder text) {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ' ') {
            text.append(' ');
        }
    }

    private static boolean isMark(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
