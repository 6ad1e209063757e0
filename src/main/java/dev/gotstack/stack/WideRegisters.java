package dev.gotstack.stack;

import dev.gotstack.x86.RegisterSet;
import java.util.LinkedHashMap;
import java.util.OptionalLong;

/// The general registers and the instruction pointer of 64-bit code, each known or not. Immutable.
final class WideRegisters {
    static final int RAX = 0;
    static final int RCX = 1;
    static final int RDX = 2;
    static final int RSP = 4;
    static final int RBP = 5;
    static final int R8 = 8;
    static final int R11 = 11;
    static final int RIP = 16;

    /// Unwind information and instructions number registers in this order.
    private static final String[] NAMES = {
        "rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15",
        "rip"
    };

    private static final WideRegisters NONE = new WideRegisters(new long[NAMES.length], 0);

    private final long[] values;
    private final int known;

    private WideRegisters(long[] values, int known) {
        this.values = values;
        this.known = known;
    }

    static WideRegisters none() {
        return NONE;
    }

    static WideRegisters of(RegisterSet registers) {
        var wide = NONE;
        for (int i = 0; i < NAMES.length; i++) {
            wide = wide.with(i, registers.get(NAMES[i]));
        }
        return wide;
    }

    static String name(int number) {
        return NAMES[number];
    }

    boolean knows(int number) {
        return (known >> number & 1) != 0;
    }

    /// A value, 0 if it is not known.
    long get(int number) {
        return values[number];
    }

    long rip() {
        return values[RIP];
    }

    long rsp() {
        return values[RSP];
    }

    WideRegisters with(int number, long value) {
        var changed = values.clone();
        changed[number] = value;
        return new WideRegisters(changed, known | 1 << number);
    }

    WideRegisters with(int number, OptionalLong value) {
        return value.isPresent() ? with(number, value.getAsLong()) : without(number);
    }

    WideRegisters without(int number) {
        if (!knows(number)) {
            return this;
        }
        var changed = values.clone();
        changed[number] = 0;
        return new WideRegisters(changed, known & ~(1 << number));
    }

    /// The same without those that a callee may change.
    WideRegisters withoutVolatile() {
        var changed = without(RAX).without(RCX).without(RDX);
        for (int i = R8; i <= R11; i++) {
            changed = changed.without(i);
        }
        return changed;
    }

    /// The same with what `other` knows and this does not.
    WideRegisters orElse(WideRegisters other) {
        var filled = this;
        for (int i = 0; i < NAMES.length; i++) {
            if (!knows(i) && other.knows(i)) {
                filled = filled.with(i, other.get(i));
            }
        }
        return filled;
    }

    /// What is known, by name, the instruction pointer first.
    RegisterSet named() {
        var named = new LinkedHashMap<String, Long>();
        named.put(NAMES[RIP], values[RIP]);
        for (int i = 0; i < RIP; i++) {
            if (knows(i)) {
                named.put(NAMES[i], values[i]);
            }
        }
        return RegisterSet.of(named);
    }
}
