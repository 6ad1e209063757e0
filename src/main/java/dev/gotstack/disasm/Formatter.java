package dev.gotstack.disasm;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Writes instructions as WinDbg does: `mov     dword ptr [ebp+0Ch],edx`. It has no state.
public final class Formatter {
    private static final int MNEMONIC_WIDTH = 8;
    /// The first 64 KiB are never mapped in Windows, so smaller numbers are not looked up as addresses.
    private static final long FIRST_ADDRESS = 0x10000;
    /// A displacement below this is rather the address of a table in the upper half of a 32-bit address space.
    private static final long MOST_NEGATIVE_OFFSET = -0x1000000;

    /// Receives the pieces in order.
    private interface Sink {
        void add(Part.Kind kind, String text, long value);
    }

    /// The text of the instruction at `address`, without the address and the bytes.
    public String format(Instruction instruction, long address, SymbolNames names) {
        StringBuilder text = new StringBuilder(48);
        write(instruction, address, names, (kind, piece, value) -> text.append(piece));
        return text.toString();
    }

    /// The same in pieces.
    public List<Part> parts(Instruction instruction, long address, SymbolNames names) {
        List<Part> parts = new ArrayList<>();
        write(instruction, address, names, (kind, piece, value) -> parts.add(new Part(piece, kind, value)));
        return List.copyOf(parts);
    }

    /// An address as WinDbg prints it in code of the given mode: `80801120`, ``fffff800`12345678``.
    public String address(long address, Mode mode) {
        return mode == Mode.BITS64
                ? padded(address >>> 32, 8) + "`" + padded(address & 0xFFFFFFFFL, 8)
                : padded(address, 8);
    }

    private void write(Instruction instruction, long address, SymbolNames names, Sink sink) {
        String mnemonic = mnemonic(instruction);
        List<Operand> operands = instruction.operands();
        if (operands.isEmpty()) {
            sink.add(Part.Kind.MNEMONIC, mnemonic, 0);
            return;
        }
        sink.add(Part.Kind.MNEMONIC, mnemonic + padding(instruction, mnemonic), 0);
        accumulator(instruction, sink);
        for (int i = 0; i < operands.size(); i++) {
            if (i > 0) {
                sink.add(Part.Kind.PUNCTUATION, ",", 0);
            }
            operand(instruction, i, address, names, sink);
        }
    }

    /// WinDbg names the accumulator that `mul` and `div` imply: `div     eax,ecx`; not that of `imul`, which has a form
    /// with two operands.
    private static void accumulator(Instruction instruction, Sink sink) {
        switch (instruction.mnemonic()) {
            case MUL, DIV, IDIV -> {
                int size =
                        switch (instruction.operands().get(0)) {
                            case Operand.RegisterOperand register ->
                                register.register().size();
                            case Operand.Memory memory -> memory.size();
                            default -> instruction.operandSize();
                        };
                sink.add(Part.Kind.REGISTER, Register.general(0, size, true).text(), 0);
                sink.add(Part.Kind.PUNCTUATION, ",", 0);
            }
            default -> {}
        }
    }

    /// Prefixes do not count for the column: WinDbg prints `rep movs dword ptr …`.
    private static String padding(Instruction instruction, String text) {
        boolean prefixed = text.length() > instruction.mnemonic().text().length();
        return prefixed ? " " : " ".repeat(Math.max(1, MNEMONIC_WIDTH - text.length()));
    }

    private static String mnemonic(Instruction instruction) {
        String text = instruction.mnemonic().text();
        Repeat repeat = instruction.repeat();
        if (repeat == Repeat.REP) {
            text = (comparesStrings(instruction.mnemonic()) ? "repe " : "rep ") + text;
        } else if (repeat == Repeat.REPNE) {
            text = (isNearBranch(instruction) ? "bnd " : "repne ") + text;
        }
        return instruction.locked() ? "lock " + text : text;
    }

    private static boolean comparesStrings(Mnemonic mnemonic) {
        return mnemonic == Mnemonic.CMPS || mnemonic == Mnemonic.SCAS;
    }

    /// F2 before a near branch keeps the bounds registers of MPX.
    private static boolean isNearBranch(Instruction instruction) {
        return switch (instruction.flow()) {
            case CALL, JUMP, CONDITIONAL, RETURN -> !instruction.isFar() && instruction.mnemonic() != Mnemonic.RETF;
            default -> false;
        };
    }

    private void operand(Instruction instruction, int index, long address, SymbolNames names, Sink sink) {
        switch (instruction.operands().get(index)) {
            case Operand.RegisterOperand register ->
                sink.add(Part.Kind.REGISTER, registerText(instruction, index, register.register()), 0);
            case Operand.Immediate immediate -> immediate(instruction, immediate, names, sink);
            case Operand.Relative relative -> {
                long target = instruction.target(address).orElse(relative.displacement());
                address(target, instruction.mode(), names, sink);
            }
            case Operand.FarPointer pointer -> {
                sink.add(Part.Kind.NUMBER, padded(pointer.selector(), 4), pointer.selector());
                sink.add(Part.Kind.PUNCTUATION, ":", 0);
                sink.add(Part.Kind.ADDRESS, padded(pointer.offset(), 2 * pointer.offsetSize()), pointer.offset());
            }
            case Operand.Memory memory -> memory(instruction, memory, address, names, sink);
        }
    }

    /// The top of the float stack is `st` beside another register, and `st(0)` where any register could stand.
    private static String registerText(Instruction instruction, int index, Register register) {
        List<Operand> operands = instruction.operands();
        if (register != Register.ST0 || operands.size() < 2) {
            return register.text();
        }
        boolean bothTop = operands.get(0).equals(operands.get(1));
        return bothTop && index == 1 ? "st(0)" : "st";
    }

    private void immediate(Instruction instruction, Operand.Immediate immediate, SymbolNames names, Sink sink) {
        long value = immediate.unsigned();
        boolean pointerSized = immediate.size() == instruction.mode().addressSize() && immediate.size() > 2;
        String name = pointerSized && !isSmall(value) ? names.nameOf(value) : null;
        if (name == null) {
            sink.add(Part.Kind.NUMBER, number(value), value);
        } else {
            sink.add(Part.Kind.KEYWORD, "offset ", 0);
            symbol(name, value, instruction.mode(), sink);
        }
    }

    /// Whether a number cannot be an address of interest.
    private static boolean isSmall(long value) {
        return Long.compareUnsigned(value, FIRST_ADDRESS) < 0;
    }

    private void address(long target, Mode mode, SymbolNames names, Sink sink) {
        String name = names.nameOf(target);
        if (name == null) {
            sink.add(Part.Kind.ADDRESS, address(target, mode), target);
        } else {
            symbol(name, target, mode, sink);
        }
    }

    private void symbol(String name, long address, Mode mode, Sink sink) {
        sink.add(Part.Kind.SYMBOL, name, address);
        sink.add(Part.Kind.PUNCTUATION, " (", 0);
        sink.add(Part.Kind.ADDRESS, address(address, mode), address);
        sink.add(Part.Kind.PUNCTUATION, ")", 0);
    }

    private void memory(Instruction instruction, Operand.Memory memory, long address, SymbolNames names, Sink sink) {
        String pointer = pointer(instruction, memory);
        if (!pointer.isEmpty()) {
            sink.add(Part.Kind.KEYWORD, pointer, 0);
        }
        OptionalLong fixed = instruction.fixedAddress(memory, address);
        boolean flat = memory.segment() != Register.FS && memory.segment() != Register.GS;
        String name = flat && fixed.isPresent() ? names.nameOf(fixed.getAsLong()) : null;
        boolean isString = memory.segment() == Register.ES && !memory.segmentOverridden();
        boolean bare = fixed.isPresent() && name == null && instruction.mode() != Mode.BITS64;
        if (memory.segmentOverridden() || isString || bare) {
            sink.add(Part.Kind.REGISTER, memory.segment().text(), 0);
            sink.add(Part.Kind.PUNCTUATION, ":", 0);
        }
        if (fixed.isPresent()) {
            sink.add(Part.Kind.PUNCTUATION, "[", 0);
            fixed(memory, fixed.getAsLong(), name, instruction.mode(), sink);
            sink.add(Part.Kind.PUNCTUATION, "]", 0);
        } else {
            computed(instruction, memory, flat, names, sink);
        }
    }

    private void fixed(Operand.Memory memory, long address, @Nullable String name, Mode mode, Sink sink) {
        if (name != null) {
            symbol(name, address, mode, sink);
        } else if (mode != Mode.BITS64) {
            sink.add(Part.Kind.ADDRESS, number(address, 2 * memory.addressSize()), address);
        } else if (memory.isRipRelative()) {
            sink.add(Part.Kind.ADDRESS, address(address, mode), address);
        } else {
            sink.add(Part.Kind.ADDRESS, number(address), address);
        }
    }

    /// `[ebp+0Ch]`, or `nt!Table (80812340)[eax*4]` when the displacement is the address of something.
    private void computed(Instruction instruction, Operand.Memory memory, boolean flat, SymbolNames names, Sink sink) {
        long table = Truncation.unsigned(memory.displacement(), 4);
        boolean mayBeTable = flat && memory.addressSize() == 4 && instruction.mode() == Mode.BITS32 && !isSmall(table);
        String name = mayBeTable ? names.nameOf(table) : null;
        if (name != null) {
            symbol(name, table, instruction.mode(), sink);
        }
        sink.add(Part.Kind.PUNCTUATION, "[", 0);
        Register base = memory.base();
        if (base != null) {
            sink.add(Part.Kind.REGISTER, base.text(), 0);
        }
        Register index = instruction.mnemonic() == Mnemonic.XLAT ? null : memory.index();
        if (index != null) {
            if (base != null) {
                sink.add(Part.Kind.PUNCTUATION, "+", 0);
            }
            sink.add(Part.Kind.REGISTER, index.text(), 0);
            if (memory.scale() > 1) {
                sink.add(Part.Kind.PUNCTUATION, "*", 0);
                sink.add(Part.Kind.NUMBER, Integer.toString(memory.scale()), memory.scale());
            }
        }
        if (name == null) {
            displacement(memory, sink);
        }
        sink.add(Part.Kind.PUNCTUATION, "]", 0);
    }

    private static void displacement(Operand.Memory memory, Sink sink) {
        long displacement = memory.displacement();
        if (memory.addressSize() == 4 && displacement < MOST_NEGATIVE_OFFSET) {
            long table = Truncation.unsigned(displacement, 4);
            sink.add(Part.Kind.PUNCTUATION, "+", 0);
            sink.add(Part.Kind.ADDRESS, number(table), table);
        } else if (displacement != 0) {
            sink.add(Part.Kind.PUNCTUATION, displacement < 0 ? "-" : "+", 0);
            sink.add(Part.Kind.NUMBER, number(Math.abs(displacement)), Math.abs(displacement));
        }
    }

    private static String pointer(Instruction instruction, Operand.Memory memory) {
        boolean isTable =
                switch (instruction.mnemonic()) {
                    case LGDT, SGDT, LIDT, SIDT -> true;
                    default -> false;
                };
        return switch (memory.size()) {
            case 1 -> "byte ptr ";
            case 2 -> "word ptr ";
            case 4 -> "dword ptr ";
            case 6 -> "fword ptr ";
            case 8 -> hasVector(instruction) ? "mmword ptr " : "qword ptr ";
            case 10 -> isTable ? "fword ptr " : "tbyte ptr ";
            case 16 -> hasVector(instruction) ? "xmmword ptr " : "oword ptr ";
            default -> "";
        };
    }

    /// Whether the operation is one of MMX or XMM registers on both sides, so not a conversion from an integer.
    private static boolean hasVector(Instruction instruction) {
        Mnemonic mnemonic = instruction.mnemonic();
        if (mnemonic == Mnemonic.CVTSI2SD || mnemonic == Mnemonic.CVTSI2SS) {
            return false;
        }
        for (Operand operand : instruction.operands()) {
            if (operand instanceof Operand.RegisterOperand register
                    && (register.register().kind() == Register.Kind.XMM
                            || register.register().kind() == Register.Kind.MMX)) {
                return true;
            }
        }
        return false;
    }

    /// A number in WinDbg's assembler notation: `5`, `10h`, `0FFFFFFFFh`.
    static String number(long value) {
        return value >= 0 && value < 10 ? Long.toString(value) : number(value, 1);
    }

    /// The same with at least `width` digits: `00000124h`.
    private static String number(long value, int width) {
        char[] digits = new char[18];
        int at = digits.length;
        digits[--at] = 'h';
        int end = at - width;
        long rest = value;
        while (at > end || rest != 0) {
            digits[--at] = upperDigit((int) rest & 15);
            rest >>>= 4;
        }
        if (digits[at] > '9') {
            digits[--at] = '0';
        }
        return new String(digits, at, digits.length - at);
    }

    private static char upperDigit(int value) {
        return (char) (value < 10 ? '0' + value : 'A' - 10 + value);
    }

    /// Hexadecimal digits without a suffix, lower-case as in WinDbg's addresses.
    private static String padded(long value, int width) {
        char[] digits = new char[width];
        long rest = value;
        for (int i = width - 1; i >= 0; i--) {
            digits[i] = Character.forDigit((int) rest & 15, 16);
            rest >>>= 4;
        }
        return new String(digits);
    }
}
