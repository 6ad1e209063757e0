package dev.gotstack.report;

/// Names out of a dump, made fit to be drawn: they are hostile until proven otherwise.
final class PlainText {
    private static final int LONGEST = 400;
    private static final int MARKS_IN_A_ROW = 2;

    private PlainText() {}

    /// The visible characters of `raw`: control and format characters (they could turn the reading direction of what
    /// follows), lone surrogates and private characters are dropped, white space becomes one blank, heaps of combining
    /// marks are cut (they would be drawn over neighbouring lines), and the whole is bounded.
    static String of(String raw) {
        var text = new StringBuilder();
        int marks = 0;
        int count = 0;
        for (int at = 0; at < raw.length() && count < LONGEST; at += Character.charCount(raw.codePointAt(at))) {
            int c = raw.codePointAt(at);
            marks = isMark(c) ? marks + 1 : 0;
            if (isSpace(c)) {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ' ') {
                    text.append(' ');
                    count++;
                }
            } else if (isVisible(c) && marks <= MARKS_IN_A_ROW) {
                text.appendCodePoint(c);
                count++;
            }
        }
        return count == LONGEST
                ? text.toString().strip() + "…"
                : text.toString().strip();
    }

    /// `raw` made plain and cut to `longest` characters, for names inside a sentence.
    static String brief(String raw, int longest) {
        String text = of(raw);
        int characters = text.codePointCount(0, text.length());
        return characters <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest - 1)).strip() + "…";
    }

    static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    static boolean isMark(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    static boolean isVisible(int c) {
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
