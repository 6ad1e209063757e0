package dev.gotstack.disasm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The decoding of one instruction: prefixes, opcode, ModRM, operands, in the order of its bytes. Reading past the end
/// yields zeros and is noticed afterwards.
final class Decoding {
    private static final int REX_W = 8;
    private static final int REX_R = 4;
    private static final int REX_X = 2;
    private static final int REX_B = 1;

    private final byte[] code;
    private final int start;
    private final int limit;
    private final Mode mode;

    private int position;
    private boolean overrun;
    private boolean invalid;

    private boolean operandSizePrefix;
    private boolean addressSizePrefix;
    private boolean locked;
    private Repeat repeat = Repeat.NONE;
    private @Nullable Register segmentPrefix;
    private int rex;

    private int opcodeByte;
    private int modRm;
    private int operandSize;
    private int addressSize;
    private Operand.@Nullable Memory memory;

    Decoding(byte[] code, int offset, int available, Mode mode) {
        this.code = code;
        this.start = offset;
        this.limit = offset + available;
        this.mode = mode;
        this.position = offset;
    }

    /// The instruction, or null when there is none.
    @Nullable
    Instruction decode() {
        int first = prefixes();
        addressSize = addressSize();
        int map = 0;
        opcodeByte = first;
        if (first == 0x0F) {
            opcodeByte = next();
            map = opcodeByte == 0x38 ? 2 : opcodeByte == 0x3A ? 3 : 1;
            if (map > 1) {
                opcodeByte = next();
            }
        }
        modRm = position < limit ? code[position] & 0xFF : 0;
        Opcode opcode = select(OpcodeTable.instance().candidates(map, opcodeByte));
        if (opcode == null || overrun) {
            return null;
        }
        operandSize = operandSize(opcode);
        if (opcode.hasModRm()) {
            modRm = next();
            if (modRm < 0xC0 && !registerWhateverMod(opcode)) {
                memory = new AddressForm(this, modRm, addressSize).memory();
            }
        }
        List<Operand> operands = operands(opcode.operands());
        if (invalid || overrun) {
            return null;
        }
        Repeat shown =
                opcode.prefix() == Opcode.Prefix.ANY || opcode.prefix() == Opcode.Prefix.NP ? repeat : Repeat.NONE;
        Mnemonic mnemonic = opcode.mnemonic(operandSize, addressSize);
        InstructionBytes bytes = InstructionBytes.of(code, start, position - start);
        return new Instruction(
                mode,
                mnemonic,
                shown,
                locked,
                operandSize,
                addressSize,
                operands,
                MnemonicTraits.flow(mnemonic, operands),
                bytes);
    }

    /// Reads the prefixes and returns the first byte after them. A REX prefix counts only right before the opcode.
    private int prefixes() {
        while (true) {
            int value = next();
            boolean isRex = mode == Mode.BITS64 && (value & 0xF0) == 0x40;
            if (isRex) {
                rex = value;
                continue;
            }
            switch (value) {
                case 0x66 -> operandSizePrefix = true;
                case 0x67 -> addressSizePrefix = true;
                case 0xF0 -> locked = true;
                case 0xF2 -> repeat = Repeat.REPNE;
                case 0xF3 -> repeat = Repeat.REP;
                case 0x26 -> segmentPrefix(Register.ES);
                case 0x2E -> segmentPrefix(Register.CS);
                case 0x36 -> segmentPrefix(Register.SS);
                case 0x3E -> segmentPrefix(Register.DS);
                case 0x64 -> segmentPrefix(Register.FS);
                case 0x65 -> segmentPrefix(Register.GS);
                default -> {
                    return value;
                }
            }
            rex = 0;
            if (overrun) {
                return 0;
            }
        }
    }

    /// The last prefix counts, but in 64-bit mode the four segments without a base do not displace the others.
    private void segmentPrefix(Register segment) {
        boolean hasBase = segment == Register.FS || segment == Register.GS;
        boolean displaced = segmentPrefix != Register.FS && segmentPrefix != Register.GS;
        if (mode != Mode.BITS64 || hasBase || displaced) {
            segmentPrefix = segment;
        }
    }

    private int addressSize() {
        return switch (mode) {
            case BITS16 -> addressSizePrefix ? 4 : 2;
            case BITS32 -> addressSizePrefix ? 2 : 4;
            case BITS64 -> addressSizePrefix ? 4 : 8;
        };
    }

    private int operandSize(Opcode opcode) {
        boolean prefixed = operandSizePrefix && opcode.prefix() != Opcode.Prefix.OPERAND_SIZE;
        return switch (mode) {
            case BITS16 -> prefixed ? 4 : 2;
            case BITS32 -> prefixed ? 2 : 4;
            case BITS64 -> {
                if (rexW() || opcode.wide() == Opcode.Wide.FORCED) {
                    yield 8;
                }
                yield prefixed ? 2 : opcode.wide() == Opcode.Wide.DEFAULT ? 8 : 4;
            }
        };
    }

    private @Nullable Opcode select(List<Opcode> candidates) {
        // A loop by index: this is the hottest place of all, and lists here are short.
        for (int i = 0; i < candidates.size(); i++) {
            Opcode opcode = candidates.get(i);
            if (matches(opcode)) {
                return opcode;
            }
        }
        return null;
    }

    private boolean matches(Opcode opcode) {
        boolean prefixMatches =
                switch (opcode.prefix()) {
                    case ANY -> true;
                    case NP -> repeat == Repeat.NONE && !operandSizePrefix;
                    case OPERAND_SIZE -> repeat == Repeat.NONE && operandSizePrefix;
                    case REP -> repeat == Repeat.REP;
                    case REPNE -> repeat == Repeat.REPNE;
                };
        boolean modeMatches =
                switch (opcode.modes()) {
                    case ALL -> true;
                    case NOT_64 -> mode != Mode.BITS64;
                    case ONLY_64 -> mode == Mode.BITS64;
                };
        boolean formMatches =
                switch (opcode.form()) {
                    case ANY -> true;
                    case MEMORY -> modRm < 0xC0;
                    case REGISTER -> modRm >= 0xC0;
                };
        return prefixMatches
                && modeMatches
                && formMatches
                && (opcode.modRm() < 0 || opcode.modRm() == modRm)
                && (opcode.group() < 0 || opcode.group() == (modRm >> 3 & 7))
                && (!opcode.rexW() || rexW())
                && (!opcode.withoutRexB() || (rex & REX_B) == 0);
    }

    /// `mov` of control and debug registers takes ModRM.rm as a register even when ModRM.mod says memory.
    private static boolean registerWhateverMod(Opcode opcode) {
        for (OperandSpec spec : opcode.operands()) {
            if (spec.kind() == OperandSpec.Kind.C || spec.kind() == OperandSpec.Kind.D) {
                return true;
            }
        }
        return false;
    }

    private List<Operand> operands(List<OperandSpec> specs) {
        return switch (specs.size()) {
            case 0 -> List.of();
            case 1 -> List.of(operand(specs.get(0)));
            case 2 -> List.of(operand(specs.get(0)), operand(specs.get(1)));
            default -> List.of(operand(specs.get(0)), operand(specs.get(1)), operand(specs.get(2)));
        };
    }

    private Operand operand(OperandSpec spec) {
        return switch (spec.kind()) {
            case E -> memory == null ? register(rm(), registerSize(spec.size())) : memory(memorySize(spec.size()));
            case M -> memory(memorySize(spec.size()));
            case R -> memory == null ? register(rm(), registerSize(spec.size())) : invalid();
            case G -> register(reg(), registerSize(spec.size()));
            case Z -> register(extendBase(opcodeByte & 7), registerSize(spec.size()));
            case ACCUMULATOR -> register(0, registerSize(spec.size()));
            case FIXED -> fixed(spec.register());
            case I -> immediate(spec.size());
            case ONE -> new Operand.Immediate(1, 1);
            case THREE -> new Operand.Immediate(3, 1);
            case J -> relative(spec.size());
            case A -> farPointer();
            case O -> offset(memorySize(spec.size()));
            case S -> segment();
            case C -> control();
            case D -> numbered(Register.Kind.DEBUG, reg());
            case X -> string(6, memorySize(spec.size()), true);
            case Y -> string(7, memorySize(spec.size()), false);
            case K -> translation();
            case T -> memory == null ? numbered(Register.Kind.FLOAT, rm() & 7) : invalid();
            case V -> numbered(Register.Kind.XMM, reg());
            case W -> memory == null ? numbered(Register.Kind.XMM, rm()) : memory(memorySize(spec.size()));
            case U -> memory == null ? numbered(Register.Kind.XMM, rm()) : invalid();
            case P -> numbered(Register.Kind.MMX, reg() & 7);
            case Q -> memory == null ? numbered(Register.Kind.MMX, rm() & 7) : memory(memorySize(spec.size()));
            case N -> memory == null ? numbered(Register.Kind.MMX, rm() & 7) : invalid();
        };
    }

    private int memorySize(OperandSpec.Size size) {
        return switch (size) {
            case BYTE, SIGNED_BYTE, MEMORY_BYTE_ELSE_DWORD -> 1;
            case WORD, MEMORY_WORD, MEMORY_WORD_ELSE_DWORD -> 2;
            case DWORD -> 4;
            case QWORD -> 8;
            case OWORD -> 16;
            case TBYTE -> 10;
            case VARIABLE -> operandSize;
            case AT_MOST_DWORD -> Math.min(operandSize, 4);
            case DWORD_OR_QWORD, CHECKSUM -> rexW() ? 8 : 4;
            case FAR -> operandSize + 2;
            case TABLE -> mode == Mode.BITS64 ? 10 : 6;
            case PAIR -> 2 * operandSize;
            case NATIVE -> mode == Mode.BITS64 ? 8 : 4;
            case FX_AREA -> 512;
            case FLOAT_ENVIRONMENT -> operandSize == 2 ? 14 : 28;
            case FLOAT_STATE -> operandSize == 2 ? 94 : 108;
            case NONE -> 0;
        };
    }

    private int registerSize(OperandSpec.Size size) {
        return switch (size) {
            case MEMORY_WORD, FAR, PAIR, NONE -> operandSize;
            case MEMORY_WORD_ELSE_DWORD, MEMORY_BYTE_ELSE_DWORD -> 4;
            default -> memorySize(size);
        };
    }

    private Operand memory(int size) {
        Operand.Memory found = memory;
        if (found == null) {
            return invalid();
        }
        return found.size() == size ? found : found.at(found.displacement(), size);
    }

    /// Marks the instruction invalid; the returned operand is never seen.
    private Operand invalid() {
        invalid = true;
        return new Operand.Immediate(0, 1);
    }

    private static Operand fixed(@Nullable Register register) {
        return new Operand.RegisterOperand(register == null ? Register.AL : register);
    }

    private Operand register(int number, int size) {
        return new Operand.RegisterOperand(Register.general(number, size, rex != 0));
    }

    private static Operand numbered(Register.Kind kind, int number) {
        return new Operand.RegisterOperand(Register.numbered(kind, number));
    }

    private Operand segment() {
        int number = reg() & 7;
        boolean loadsCs = opcodeByte == 0x8E && number == 1;
        return number > 5 || loadsCs ? invalid() : numbered(Register.Kind.SEGMENT, number);
    }

    private Operand control() {
        int number = reg();
        boolean exists = number == 0 || (number >= 2 && number <= 4) || number == 8;
        return exists ? numbered(Register.Kind.CONTROL, number) : invalid();
    }

    private Operand immediate(OperandSpec.Size size) {
        return switch (size) {
            case BYTE -> new Operand.Immediate((byte) next(), 1);
            case SIGNED_BYTE -> new Operand.Immediate((byte) next(), operandSize);
            case WORD -> new Operand.Immediate((short) number(2), 2);
            case AT_MOST_DWORD -> new Operand.Immediate(signed(Math.min(operandSize, 4)), operandSize);
            default -> new Operand.Immediate(signed(operandSize), operandSize);
        };
    }

    private Operand relative(OperandSpec.Size size) {
        return new Operand.Relative(size == OperandSpec.Size.BYTE ? (byte) next() : signed(Math.min(operandSize, 4)));
    }

    private Operand farPointer() {
        int size = Math.min(operandSize, 4);
        long offset = number(size);
        return new Operand.FarPointer((int) number(2), offset, size);
    }

    private Operand offset(int size) {
        Register segment = segmentPrefix == null ? Register.DS : segmentPrefix;
        return new Operand.Memory(
                size, segment, segmentPrefix != null, null, null, 1, number(addressSize), addressSize);
    }

    /// A string operand; only the source's segment can be overridden.
    private Operand string(int register, int size, boolean source) {
        Register base = Register.general(register, addressSize, true);
        Register override = source ? segmentPrefix : null;
        Register segment = override != null ? override : source ? Register.DS : Register.ES;
        return new Operand.Memory(size, segment, override != null, base, null, 1, 0, addressSize);
    }

    private Operand translation() {
        Register base = Register.general(3, addressSize, true);
        Register segment = segmentPrefix == null ? Register.DS : segmentPrefix;
        return new Operand.Memory(1, segment, segmentPrefix != null, base, Register.AL, 1, 0, addressSize);
    }

    private int reg() {
        int number = (modRm >> 3) & 7;
        return rexBit(REX_R) ? number + 8 : number;
    }

    private int rm() {
        return extendBase(modRm & 7);
    }

    private boolean rexW() {
        return rexBit(REX_W);
    }

    private boolean rexBit(int bit) {
        return (rex & bit) != 0;
    }

    /// Adds REX.B to a base register's number.
    int extendBase(int number) {
        return rexBit(REX_B) ? number + 8 : number;
    }

    /// Adds REX.X to an index register's number.
    int extendIndex(int number) {
        return rexBit(REX_X) ? number + 8 : number;
    }

    @Nullable
    Register segmentOverride() {
        return segmentPrefix;
    }

    boolean isLong() {
        return mode == Mode.BITS64;
    }

    /// The next byte, 0 to 255; 0 past the end.
    int next() {
        if (position >= limit) {
            overrun = true;
            return 0;
        }
        return code[position++] & 0xFF;
    }

    /// The next bytes as a number, zero-extended.
    private long number(int size) {
        long value = 0;
        for (int i = 0; i < size; i++) {
            value |= (long) next() << (8 * i);
        }
        return value;
    }

    /// The next bytes as a number, sign-extended.
    long signed(int size) {
        return Truncation.signed(number(size), size);
    }
}
