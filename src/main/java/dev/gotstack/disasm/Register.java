package dev.gotstack.disasm;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/// Every register that an instruction's operands can name.
public enum Register {
    AL(Kind.GENERAL, 1, 0),
    CL(Kind.GENERAL, 1, 1),
    DL(Kind.GENERAL, 1, 2),
    BL(Kind.GENERAL, 1, 3),
    SPL(Kind.GENERAL, 1, 4),
    BPL(Kind.GENERAL, 1, 5),
    SIL(Kind.GENERAL, 1, 6),
    DIL(Kind.GENERAL, 1, 7),
    R8B(Kind.GENERAL, 1, 8),
    R9B(Kind.GENERAL, 1, 9),
    R10B(Kind.GENERAL, 1, 10),
    R11B(Kind.GENERAL, 1, 11),
    R12B(Kind.GENERAL, 1, 12),
    R13B(Kind.GENERAL, 1, 13),
    R14B(Kind.GENERAL, 1, 14),
    R15B(Kind.GENERAL, 1, 15),
    AX(Kind.GENERAL, 2, 0),
    CX(Kind.GENERAL, 2, 1),
    DX(Kind.GENERAL, 2, 2),
    BX(Kind.GENERAL, 2, 3),
    SP(Kind.GENERAL, 2, 4),
    BP(Kind.GENERAL, 2, 5),
    SI(Kind.GENERAL, 2, 6),
    DI(Kind.GENERAL, 2, 7),
    R8W(Kind.GENERAL, 2, 8),
    R9W(Kind.GENERAL, 2, 9),
    R10W(Kind.GENERAL, 2, 10),
    R11W(Kind.GENERAL, 2, 11),
    R12W(Kind.GENERAL, 2, 12),
    R13W(Kind.GENERAL, 2, 13),
    R14W(Kind.GENERAL, 2, 14),
    R15W(Kind.GENERAL, 2, 15),
    EAX(Kind.GENERAL, 4, 0),
    ECX(Kind.GENERAL, 4, 1),
    EDX(Kind.GENERAL, 4, 2),
    EBX(Kind.GENERAL, 4, 3),
    ESP(Kind.GENERAL, 4, 4),
    EBP(Kind.GENERAL, 4, 5),
    ESI(Kind.GENERAL, 4, 6),
    EDI(Kind.GENERAL, 4, 7),
    R8D(Kind.GENERAL, 4, 8),
    R9D(Kind.GENERAL, 4, 9),
    R10D(Kind.GENERAL, 4, 10),
    R11D(Kind.GENERAL, 4, 11),
    R12D(Kind.GENERAL, 4, 12),
    R13D(Kind.GENERAL, 4, 13),
    R14D(Kind.GENERAL, 4, 14),
    R15D(Kind.GENERAL, 4, 15),
    RAX(Kind.GENERAL, 8, 0),
    RCX(Kind.GENERAL, 8, 1),
    RDX(Kind.GENERAL, 8, 2),
    RBX(Kind.GENERAL, 8, 3),
    RSP(Kind.GENERAL, 8, 4),
    RBP(Kind.GENERAL, 8, 5),
    RSI(Kind.GENERAL, 8, 6),
    RDI(Kind.GENERAL, 8, 7),
    R8(Kind.GENERAL, 8, 8),
    R9(Kind.GENERAL, 8, 9),
    R10(Kind.GENERAL, 8, 10),
    R11(Kind.GENERAL, 8, 11),
    R12(Kind.GENERAL, 8, 12),
    R13(Kind.GENERAL, 8, 13),
    R14(Kind.GENERAL, 8, 14),
    R15(Kind.GENERAL, 8, 15),
    AH(Kind.HIGH_BYTE, 1, 0),
    CH(Kind.HIGH_BYTE, 1, 1),
    DH(Kind.HIGH_BYTE, 1, 2),
    BH(Kind.HIGH_BYTE, 1, 3),
    ES(Kind.SEGMENT, 2, 0),
    CS(Kind.SEGMENT, 2, 1),
    SS(Kind.SEGMENT, 2, 2),
    DS(Kind.SEGMENT, 2, 3),
    FS(Kind.SEGMENT, 2, 4),
    GS(Kind.SEGMENT, 2, 5),
    CR0(Kind.CONTROL, 8, 0),
    CR1(Kind.CONTROL, 8, 1),
    CR2(Kind.CONTROL, 8, 2),
    CR3(Kind.CONTROL, 8, 3),
    CR4(Kind.CONTROL, 8, 4),
    CR5(Kind.CONTROL, 8, 5),
    CR6(Kind.CONTROL, 8, 6),
    CR7(Kind.CONTROL, 8, 7),
    CR8(Kind.CONTROL, 8, 8),
    CR9(Kind.CONTROL, 8, 9),
    CR10(Kind.CONTROL, 8, 10),
    CR11(Kind.CONTROL, 8, 11),
    CR12(Kind.CONTROL, 8, 12),
    CR13(Kind.CONTROL, 8, 13),
    CR14(Kind.CONTROL, 8, 14),
    CR15(Kind.CONTROL, 8, 15),
    DR0(Kind.DEBUG, 8, 0),
    DR1(Kind.DEBUG, 8, 1),
    DR2(Kind.DEBUG, 8, 2),
    DR3(Kind.DEBUG, 8, 3),
    DR4(Kind.DEBUG, 8, 4),
    DR5(Kind.DEBUG, 8, 5),
    DR6(Kind.DEBUG, 8, 6),
    DR7(Kind.DEBUG, 8, 7),
    DR8(Kind.DEBUG, 8, 8),
    DR9(Kind.DEBUG, 8, 9),
    DR10(Kind.DEBUG, 8, 10),
    DR11(Kind.DEBUG, 8, 11),
    DR12(Kind.DEBUG, 8, 12),
    DR13(Kind.DEBUG, 8, 13),
    DR14(Kind.DEBUG, 8, 14),
    DR15(Kind.DEBUG, 8, 15),
    ST0(Kind.FLOAT, 10, 0),
    ST1(Kind.FLOAT, 10, 1),
    ST2(Kind.FLOAT, 10, 2),
    ST3(Kind.FLOAT, 10, 3),
    ST4(Kind.FLOAT, 10, 4),
    ST5(Kind.FLOAT, 10, 5),
    ST6(Kind.FLOAT, 10, 6),
    ST7(Kind.FLOAT, 10, 7),
    MM0(Kind.MMX, 8, 0),
    MM1(Kind.MMX, 8, 1),
    MM2(Kind.MMX, 8, 2),
    MM3(Kind.MMX, 8, 3),
    MM4(Kind.MMX, 8, 4),
    MM5(Kind.MMX, 8, 5),
    MM6(Kind.MMX, 8, 6),
    MM7(Kind.MMX, 8, 7),
    XMM0(Kind.XMM, 16, 0),
    XMM1(Kind.XMM, 16, 1),
    XMM2(Kind.XMM, 16, 2),
    XMM3(Kind.XMM, 16, 3),
    XMM4(Kind.XMM, 16, 4),
    XMM5(Kind.XMM, 16, 5),
    XMM6(Kind.XMM, 16, 6),
    XMM7(Kind.XMM, 16, 7),
    XMM8(Kind.XMM, 16, 8),
    XMM9(Kind.XMM, 16, 9),
    XMM10(Kind.XMM, 16, 10),
    XMM11(Kind.XMM, 16, 11),
    XMM12(Kind.XMM, 16, 12),
    XMM13(Kind.XMM, 16, 13),
    XMM14(Kind.XMM, 16, 14),
    XMM15(Kind.XMM, 16, 15),
    IP(Kind.INSTRUCTION_POINTER, 2, 0),
    EIP(Kind.INSTRUCTION_POINTER, 4, 0),
    RIP(Kind.INSTRUCTION_POINTER, 8, 0);

    /// What a register is part of.
    public enum Kind {
        GENERAL,
        /// `ah`, `ch`, `dh`, `bh`: bits 8 to 15 of a general register.
        HIGH_BYTE,
        SEGMENT,
        CONTROL,
        DEBUG,
        FLOAT,
        MMX,
        XMM,
        INSTRUCTION_POINTER
    }

    private static final Map<Kind, Register[]> BY_KIND = byKind();
    private static final Register[] BYTES = generalOf(1);
    private static final Register[] WORDS = generalOf(2);
    private static final Register[] DWORDS = generalOf(4);
    private static final Register[] QWORDS = generalOf(8);

    private final Kind kind;
    private final int size;
    private final int number;
    private final String text;

    Register(Kind kind, int size, int number) {
        this.kind = kind;
        this.size = size;
        this.number = number;
        this.text = kind == Kind.FLOAT ? "st(" + number + ")" : name().toLowerCase(Locale.ROOT);
    }

    public Kind kind() {
        return kind;
    }

    /// Bytes the register holds; for control and debug registers 8, of which 32-bit modes use 4.
    public int size() {
        return size;
    }

    /// The number in the instruction encoding, without the high-byte registers' offset of 4: `ah` is 0 like `al`.
    public int number() {
        return number;
    }

    /// The name as it is written: `eax`, `st(1)`.
    public String text() {
        return text;
    }

    /// The widest register that this one is part of: `al`, `ah`, `ax` → `eax`, in 64-bit mode `rax`; `eip` → `rip` in
    /// 64-bit mode. 16-bit code too reaches the 32-bit registers. Registers without parts are returned as they are.
    public Register full(Mode mode) {
        int widest = mode == Mode.BITS64 ? 8 : 4;
        return switch (kind) {
            case GENERAL, HIGH_BYTE -> number < 8 || widest == 8 ? general(number, widest, true) : this;
            case INSTRUCTION_POINTER -> widest == 8 ? RIP : EIP;
            default -> this;
        };
    }

    /// Whether the two share bits: `al` and `eax` do, `al` and `ah` do not.
    public boolean overlaps(Register other) {
        if (this == other) {
            return true;
        }
        boolean bytePair = kind != other.kind && size == 1 && other.size == 1;
        return !bytePair && full(Mode.BITS64) == other.full(Mode.BITS64);
    }

    /// The general register of a size in bytes. With a REX prefix the byte registers 4 to 7 are `spl` to `dil`,
    /// without one `ah` to `bh`.
    static Register general(int number, int size, boolean rex) {
        return switch (size) {
            case 1 -> !rex && number >= 4 && number < 8 ? numbered(Kind.HIGH_BYTE, number - 4) : BYTES[number];
            case 2 -> WORDS[number];
            case 4 -> DWORDS[number];
            default -> QWORDS[number];
        };
    }

    /// The register of a kind other than general, such as `cr3` or `xmm7`.
    static Register numbered(Kind kind, int number) {
        return BY_KIND.getOrDefault(kind, BYTES)[number];
    }

    private static Map<Kind, Register[]> byKind() {
        Map<Kind, Register[]> all = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            all.put(kind, select(register -> register.kind == kind));
        }
        return all;
    }

    private static Register[] generalOf(int size) {
        return select(register -> register.kind == Kind.GENERAL && register.size == size);
    }

    /// Registers are declared in the order of their numbers.
    private static Register[] select(Predicate<Register> condition) {
        return Arrays.stream(values()).filter(condition).toArray(Register[]::new);
    }
}
