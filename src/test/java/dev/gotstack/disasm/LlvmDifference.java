package dev.gotstack.disasm;

import org.jspecify.annotations.Nullable;

/// Every way in which the decoder and LLVM are allowed to differ, with the reason.
enum LlvmDifference {
    VECTOR_EXTENSION("VEX, EVEX, XOP, 3DNow! and APX are not decoded; the kernels of interest hardly use them"),
    EXTENSION("instructions of later or other processors (Key Locker, SGX, PadLock, SSE4a, AMX …) are not decoded"),
    RESERVED_PREFIX("66, F2 or F3 before an opcode that the manual defines without: reserved; LLVM ignores the prefix"),
    IGNORED_REPEAT(
            "F2 or F3 before an opcode that it does not change: the processor ignores it, LLVM rejects it with 66 or 67"),
    REPEAT_HIDES_66("F2 or F3 with 66: LLVM mixes up the sizes; the processor applies 66 as ever"),
    STRAY_REX("REX before another prefix is ignored by the processor; LLVM rejects or applies it"),
    LLVM_16_BIT("in 16-bit code LLVM overlooks the mandatory prefix 66, which the processor does not"),
    LLVM_CBW_16("in 16-bit code LLVM names 98 and 99 by the 32-bit size; objdump names them as we do"),
    BRANCH_16("66 before a near conditional branch in 64-bit code: Intel ignores it, LLVM reads 16 bits as AMD does"),
    CONTROL_MOD("`mov` of control and debug registers ignores ModRM.mod (Intel manual); LLVM rejects mod other than 3"),
    NO_SUCH_REGISTER(
            "cr1, cr5 to cr7, cr9 to cr15, dr8 to dr15 and loading cs are undefined opcodes; LLVM prints them"),
    UNDOCUMENTED("encodings that work but the manual leaves out (`shl` as /6, `test` as /1, x87 doubles, `icebp`)"),
    RESERVED_NOP("reserved nop and prefetch encodings: LLVM knows some by newer names and rejects others"),
    UNDEFINED_0("`ud0` with ModRM: LLVM does not know it"),
    BOUND("LLVM gives `bound` half its memory size, and rejects it with eax"),
    LOCK_HINT("F2 or F3 on a lockable instruction: LLVM shows a hint of lock elision and loses prefixes before it"),
    EXCHANGE("`xchg` is symmetric: LLVM prints the two registers the other way round"),
    FAR_66(
            "LLVM overlooks 66 when REX.W and, but for `clwb`, another prefix follow it: the processor takes prefixes in any order"),
    FAR_REPEAT(
            "F2 and F3 select the opcode before 66 does, in any order; LLVM lets 66 or REX.W win when they come later"),
    NULL_SEGMENT(
            "in 64-bit code es, cs, ss and ds prefixes do nothing, so fs or gs before them counts; LLVM shows the last"),
    SEGMENT_SOURCE(
            "`mov ds,ax`: 16 bits are used whatever the operand size; WinDbg prints those, LLVM the full register"),
    JECXZ_64("67 makes it `jecxz` in 64-bit code (Intel manual); with 66 or REX beside it LLVM keeps `jrcxz`"),
    LOCK_66("LLVM drops `lock` from its text when 66 follows it and another prefix precedes it"),
    MOVSXD_16("66 with movsxd: reads 16 bits (Intel manual), LLVM says 32"),
    INVALIDATE_CACHE("66 or F2 with wbinvd: ignored by the processor, rejected by LLVM");

    private final String reason;

    LlvmDifference(String reason) {
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    /// The reason for a difference, or null when there is none.
    ///
    /// @param kind `accepts` (only we do), `rejects` (only LLVM accepts it), `length`, or what
    /// [LlvmText#difference] says
    static @Nullable LlvmDifference explain(Mode mode, Encoding encoding, String kind) {
        return switch (kind) {
            case "rejects" -> explainRejected(mode, encoding);
            case "accepts" -> explainAccepted(mode, encoding);
            default -> explainOther(mode, encoding, kind);
        };
    }

    private static @Nullable LlvmDifference explainRejected(Mode mode, Encoding encoding) {
        boolean vex = encoding.is(0, 0xC4, 0xC5, 0x62, 0x8F) || encoding.is(1, 0x0F);
        if (vex || (encoding.is(0, 0xD5) && mode == Mode.BITS64)) {
            return VECTOR_EXTENSION;
        }
        boolean control = encoding.is(1, 0x20, 0x21, 0x22, 0x23) || encoding.is(0, 0x8E);
        if (control) {
            return NO_SUCH_REGISTER;
        }
        boolean later = encoding.is(1, 0x01, 0xA6, 0xA7)
                || encoding.isBetween(2, 0xC8, 0xFF)
                || encoding.is(3, 0xCE, 0xCF, 0xF0)
                || (encoding.is(0, 0xC6, 0xC7) && encoding.modRm() == 0xF8);
        if (later) {
            return EXTENSION;
        }
        return encoding.map() > 0 && encoding.isReservedPrefix(mode) ? RESERVED_PREFIX : null;
    }

    private static @Nullable LlvmDifference explainAccepted(Mode mode, Encoding encoding) {
        if (encoding.strayRex()) {
            return STRAY_REX;
        }
        if (encoding.is(1, 0x20, 0x21, 0x22, 0x23)) {
            return CONTROL_MOD;
        }
        if (isUndocumented(encoding)) {
            return UNDOCUMENTED;
        }
        if (encoding.isBetween(1, 0x18, 0x1F) || encoding.is(1, 0x0D)) {
            return RESERVED_NOP;
        }
        if (encoding.is(1, 0xFF)) {
            return UNDEFINED_0;
        }
        if (encoding.is(0, 0x62)) {
            return BOUND;
        }
        if (encoding.is(1, 0x09)) {
            return INVALIDATE_CACHE;
        }
        if (encoding.map() > 0 && encoding.has(0x66) && mode == Mode.BITS16) {
            return LLVM_16_BIT;
        }
        if (isFar66(encoding)) {
            return FAR_66;
        }
        if (encoding.map() > 0 && encoding.repeats() && encoding.prefixes().length() > 1) {
            return FAR_REPEAT;
        }
        boolean sized = encoding.has(0x66) || encoding.has(0x67) || mode == Mode.BITS16;
        return encoding.repeats() && sized ? IGNORED_REPEAT : null;
    }

    private static boolean isFar66(Encoding encoding) {
        return encoding.map() > 0
                && encoding.has(0x66)
                && (encoding.rex() & 8) != 0
                && (encoding.prefixes().length() > 1 || encoding.is(1, 0xAE));
    }

    private static boolean isUndocumented(Encoding encoding) {
        boolean shift = encoding.is(0, 0xC0, 0xC1, 0xD0, 0xD1, 0xD2, 0xD3) && encoding.group() == 6;
        boolean test = encoding.is(0, 0xF6, 0xF7) && encoding.group() == 1;
        boolean floating = encoding.isBetween(0, 0xD8, 0xDF) && !encoding.isMemory();
        return shift || test || floating || encoding.is(0, 0xF1);
    }

    private static @Nullable LlvmDifference explainOther(Mode mode, Encoding encoding, String kind) {
        if (encoding.strayRex()) {
            return STRAY_REX;
        }
        if (kind.equals("lock") && encoding.has(0x66) && encoding.prefixes().length() > 2) {
            return LOCK_66;
        }
        if (encoding.is(0, 0x62)) {
            return BOUND;
        }
        boolean near = encoding.isBetween(1, 0x80, 0x8F) || encoding.is(0, 0xE9);
        if (near && encoding.has(0x66) && mode == Mode.BITS64) {
            return BRANCH_16;
        }
        if (encoding.isBetween(1, 0x18, 0x1F) || encoding.is(1, 0x0D)) {
            return RESERVED_NOP;
        }
        if (mode == Mode.BITS16 && encoding.is(0, 0x98, 0x99)) {
            return LLVM_CBW_16;
        }
        if (mode == Mode.BITS16 && encoding.map() > 0 && encoding.has(0x66)) {
            return LLVM_16_BIT;
        }
        if (encoding.is(0, 0x86, 0x87) && kind.equals("register") && !encoding.isMemory()) {
            return EXCHANGE;
        }
        if (encoding.is(0, 0x8E) && kind.equals("register")) {
            return SEGMENT_SOURCE;
        }
        if (encoding.is(0, 0x63) && mode == Mode.BITS64 && encoding.has(0x66)) {
            return MOVSXD_16;
        }
        if (encoding.is(0, 0xE3) && encoding.has(0x67) && mode == Mode.BITS64) {
            return JECXZ_64;
        }
        if (isFar66(encoding)) {
            return FAR_66;
        }
        boolean exchange = encoding.is(0, 0x86, 0x87, 0x88, 0x89, 0xC6, 0xC7) || encoding.isBetween(0, 0x90, 0x97);
        if (encoding.repeats() && (encoding.has(0xF0) || exchange)) {
            return LOCK_HINT;
        }
        boolean second = encoding.prefixes().length() > 1 || (encoding.rex() & 8) != 0;
        if (encoding.map() > 0 && encoding.repeats() && second && kind.matches("mnemonic|register")) {
            return FAR_REPEAT;
        }
        boolean based = encoding.has(0x64) || encoding.has(0x65);
        if (mode == Mode.BITS64
                && kind.equals("segment")
                && based
                && encoding.prefixes().length() > 1) {
            return NULL_SEGMENT;
        }
        return encoding.repeats() && kind.equals("memory size") ? REPEAT_HIDES_66 : null;
    }
}
