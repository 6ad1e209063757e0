package dev.gotstack.analysis;

import dev.gotstack.x86.Architecture;
import java.util.List;
import java.util.Locale;

/// Figures and lists as the story and the findings spell them.
final class Words {
    private Words() {}

    /// `b8ae5fe0`; ``fffff803`7a483d08``, as the width of the value tells.
    static String hex(long value) {
        return Architecture.of(value >>> 32 == 0 ? 4 : 8).hex(value);
    }

    /// `12,288`
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /// `1 byte`, `12,288 bytes`
    static String bytes(long value) {
        return counted(value, "byte");
    }

    /// `1 frame`, `137 frames`
    static String counted(long value, String unit) {
        return count(value) + " " + unit + (value == 1 ? "" : "s");
    }

    /// `42 %`, rounded as everywhere else.
    static String percent(long part, long whole) {
        long percent = whole == 0 ? 0 : Math.round(part * 100.0 / whole);
        // What is not all of it is not said to be all of it.
        return (part < whole ? Math.min(percent, 99) : percent) + " %";
    }

    /// `a`, `a and b`, `a, b and c`
    static String list(List<String> items) {
        if (items.size() < 2) {
            return String.join("", items);
        }
        return String.join(", ", items.subList(0, items.size() - 1)) + " and " + items.getLast();
    }
}
