package dev.gotstack.command;

import java.util.HexFormat;

/// Numbers as the debugger prints them.
final class Hex {
    private static final HexFormat DIGITS = HexFormat.of();
    private static final long LOW = 0xffff_ffffL;

    private Hex() {}

    /// Eight digits, of a 32-bit value or address.
    static String word(long value) {
        return DIGITS.toHexDigits(value, 8);
    }

    /// Four digits, of a selector.
    static String selector(long value) {
        return DIGITS.toHexDigits(value, 4);
    }

    /// Two digits a byte; a grave accent between the halves of a 64-bit value.
    static String value(long value, int size) {
        return size == 8 ? quad(value) : DIGITS.toHexDigits(value, 2 * size);
    }

    /// ``00000001`00000000``.
    static String quad(long value) {
        return word(value >>> 32) + "`" + word(value & LOW);
    }

    /// As few digits as it takes, without a prefix.
    static String plain(long value) {
        return Long.toHexString(value);
    }

    /// As few digits as it takes, with `0x`.
    static String prefixed(long value) {
        return "0x" + Long.toHexString(value);
    }

    /// An address of this 32-bit system, whatever an expression has left above it.
    static long address(long value) {
        return value & LOW;
    }
}
