package dev.gotstack.command;

import java.util.Locale;

/// The debugger's patterns: `*` is any text, `?` any character; case does not matter.
final class Wildcards {
    private Wildcards() {}

    /// Whether all of a text matches. Takes time in proportion to the product of the lengths, whatever the pattern.
    static boolean matches(String pattern, String text) {
        var wanted = pattern.toLowerCase(Locale.ROOT);
        var given = text.toLowerCase(Locale.ROOT);
        var row = new boolean[given.length() + 1];
        row[0] = true;
        for (int i = 0; i < wanted.length(); i++) {
            char c = wanted.charAt(i);
            boolean diagonal = row[0];
            row[0] = row[0] && c == '*';
            for (int j = 1; j <= given.length(); j++) {
                boolean above = row[j];
                row[j] = c == '*' ? above || row[j - 1] : diagonal && (c == '?' || c == given.charAt(j - 1));
                diagonal = above;
            }
        }
        return row[given.length()];
    }
}
