package dev.gotstack.disasm;

/// Arithmetic modulo an operand's or address' size.
final class Truncation {
    private Truncation() {}

    static long unsigned(long value, int size) {
        return size >= 8 ? value : value & ((1L << (8 * size)) - 1);
    }

    static long signed(long value, int size) {
        int unused = 64 - 8 * Math.min(size, 8);
        return value << unused >> unused;
    }
}
