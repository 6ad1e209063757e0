package dev.gotstack.x86;

/// EFLAGS as the debugger spells it.
public final class Flags {
    private static final int[] BITS = {11, 10, 9, 7, 6, 4, 2, 0};
    private static final String[] SET = {"ov", "dn", "ei", "ng", "zr", "ac", "pe", "cy"};
    private static final String[] CLEAR = {"nv", "up", "di", "pl", "nz", "na", "po", "nc"};

    private Flags() {}

    /// `nv up di pl zr na pe nc`: overflow, direction, interrupt, sign, zero, auxiliary carry, parity, carry.
    public static String words(long eflags) {
        var words = new StringBuilder();
        for (int i = 0; i < BITS.length; i++) {
            words.append(i == 0 ? "" : " ").append((eflags >>> BITS[i] & 1) == 1 ? SET[i] : CLEAR[i]);
        }
        return words.toString();
    }

    /// I/O privilege level, 0 to 3.
    public static int iopl(long eflags) {
        return (int) (eflags >>> 12 & 3);
    }
}
