package dev.gotstack.ui.control;

import dev.gotstack.text.Messages;
import java.util.Locale;

/// How panes write numbers and addresses.
public final class Words {
    private static final int WIDE = 32;

    private Words() {}

    /// `12,288`.
    public static String number(long value) {
        return Messages.number(value);
    }

    /// `1 byte`, `12,288 bytes`.
    ///
    /// @param thing what is counted, as its text is called: `byte`
    public static String count(long value, String thing) {
        return UiText.of("count." + thing, value);
    }

    /// An address as debuggers write it: `b8ae6000`; 64-bit ones with a backtick in the middle.
    public static String address(long va) {
        return va >>> WIDE == 0
                ? String.format(Locale.ROOT, "%08x", va)
                : String.format(Locale.ROOT, "%08x`%08x", va >>> WIDE, va & 0xffff_ffffL);
    }

    /// The stack pointer's name by the width of what it holds.
    public static String stackPointer(long va) {
        return va >>> WIDE == 0 ? "ESP" : "RSP";
    }

    /// `42 %`; `<1 %` for a share that rounds to nothing.
    public static String percent(double share) {
        long whole = Math.round(share);
        return whole == 0 && share > 0 ? UiText.of("percent.least") : UiText.of("percent", whole);
    }

    /// `0x28`.
    public static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    /// A stop code as the system's own screen writes it: `0x7F`.
    public static String stopCode(long code) {
        return "0x" + Long.toHexString(code).toUpperCase(Locale.ROOT);
    }
}
