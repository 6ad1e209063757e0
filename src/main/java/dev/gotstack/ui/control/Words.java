package dev.gotstack.ui.control;

import java.util.Locale;

/// How panes write numbers and addresses.
public final class Words {
    private static final int WIDE = 32;

    private Words() {}

    /// `12,288`.
    public static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /// `1 byte`, `12,288 bytes`.
    public static String count(long value, String thing) {
        return number(value) + " " + thing + (value == 1 ? "" : "s");
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
        return whole == 0 && share > 0 ? "<1 %" : whole + " %";
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
