package dev.gotstack.report;

import dev.gotstack.text.Messages;
import java.util.Locale;

/// How the chart writes numbers and addresses.
public final class Words {
    private static final int SPELLED = 12;

    private Words() {}

    public static String number(long value) {
        return Messages.number(value);
    }

    /// "1 byte", "12,288 bytes".
    ///
    /// @param thing what is counted, as its text is called: `byte`
    public static String count(long value, String thing) {
        return ReportText.of("count." + thing, value);
    }

    public static String bytes(long value) {
        return count(value, "byte");
    }

    /// A share as whole percent; "<1 %" for one that is there but rounds to nothing.
    public static String percent(int percent, long bytes) {
        return percent == 0 && bytes > 0 ? ReportText.of("percent.least") : ReportText.of("percent", percent);
    }

    /// A small number as a word, as running text has it.
    public static String spelled(int value) {
        return value >= 0 && value <= SPELLED ? ReportText.of("spelled." + value) : number(value);
    }

    public static String capitalised(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /// An address as debuggers write it: `b8ae6000`, `fffff802`1234a000`.
    public static String address(long va) {
        return isWide(va)
                ? String.format(Locale.ROOT, "%08x`%08x", va >>> 32, va & 0xffff_ffffL)
                : String.format(Locale.ROOT, "%08x", va);
    }

    static boolean isWide(long va) {
        return va >>> 32 != 0;
    }
}
