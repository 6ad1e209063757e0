package dev.gotstack.disasm;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How one operand of an opcode is encoded.
///
/// @param kind where it is encoded
/// @param size what its size is
/// @param register the register, when it is a fixed one of fixed size
record OperandSpec(Kind kind, Size size, @Nullable Register register) {
    /// Where an operand is encoded; the letters are those of the Intel opcode maps where they have one.
    enum Kind {
        /// General register or memory in ModRM.rm.
        E,
        /// Memory in ModRM.rm; a register there makes the instruction invalid.
        M,
        /// General register in ModRM.rm, whatever ModRM.mod says when [Size#NATIVE], else with mod 3 only.
        R,
        /// General register in ModRM.reg.
        G,
        /// General register in the low three bits of the opcode.
        Z,
        /// The accumulator.
        ACCUMULATOR,
        /// A fixed register.
        FIXED,
        /// Immediate.
        I,
        /// The constant 1 or 3.
        ONE,
        THREE,
        /// Displacement of a near branch.
        J,
        /// Selector and offset in the instruction.
        A,
        /// Offset in the instruction, without ModRM.
        O,
        /// Segment, control, debug register in ModRM.reg.
        S,
        C,
        D,
        /// `ds:[esi]`, `es:[edi]`, `ds:[ebx + al]`.
        X,
        Y,
        K,
        /// Float stack register in ModRM.rm.
        T,
        /// Vector register in ModRM.reg; vector register or memory, or vector register only, in ModRM.rm.
        V,
        W,
        U,
        /// The same for MMX registers.
        P,
        Q,
        N;

        boolean usesModRm() {
            return switch (this) {
                case E, M, R, G, S, C, D, T, V, W, U, P, Q, N -> true;
                default -> false;
            };
        }
    }

    /// The size of an operand, with its letter.
    enum Size {
        BYTE('b'),
        WORD('w'),
        DWORD('d'),
        QWORD('q'),
        OWORD('o'),
        TBYTE('t'),
        /// The operand size.
        VARIABLE('v'),
        /// The operand size, at most 4 bytes.
        AT_MOST_DWORD('z'),
        /// 8 bytes with REX.W, else 4.
        DWORD_OR_QWORD('y'),
        /// An immediate of one byte, sign-extended to the operand size.
        SIGNED_BYTE('c'),
        /// Far pointer: the operand size and two bytes of selector.
        FAR('p'),
        /// Descriptor table register: 6 bytes, in 64-bit mode 10.
        TABLE('s'),
        /// Two of the operand size.
        PAIR('a'),
        /// Memory of a word, register of the operand size.
        MEMORY_WORD('m'),
        /// Memory of a word or byte, register of 4 bytes.
        MEMORY_WORD_ELSE_DWORD('h'),
        MEMORY_BYTE_ELSE_DWORD('g'),
        /// The mode's own width: 4 or 8 bytes.
        NATIVE('r'),
        /// 4 bytes, or 8 with REX.W; destination of `crc32`.
        CHECKSUM('f'),
        /// The area of `fxsave`; of the float environment; of the whole float unit.
        FX_AREA('x'),
        FLOAT_ENVIRONMENT('e'),
        FLOAT_STATE('k'),
        /// None, or one that takes part in no access.
        NONE('n');

        private final char letter;

        Size(char letter) {
            this.letter = letter;
        }

        static Size of(char letter) {
            for (Size size : values()) {
                if (size.letter == letter) {
                    return size;
                }
            }
            throw new IllegalStateException("no operand size " + letter);
        }
    }

    static OperandSpec parse(String text) {
        return switch (text) {
            case "1" -> new OperandSpec(Kind.ONE, Size.BYTE, null);
            case "3" -> new OperandSpec(Kind.THREE, Size.BYTE, null);
            case "st" -> new OperandSpec(Kind.FIXED, Size.NONE, Register.ST0);
            case "rAX" -> new OperandSpec(Kind.ACCUMULATOR, Size.VARIABLE, null);
            case "eAX" -> new OperandSpec(Kind.ACCUMULATOR, Size.AT_MOST_DWORD, null);
            case "S", "T" -> new OperandSpec(Kind.valueOf(text), Size.NONE, null);
            case "C", "D", "R" -> new OperandSpec(Kind.valueOf(text), Size.NATIVE, null);
            default ->
                Character.isLowerCase(text.charAt(0))
                        ? new OperandSpec(Kind.FIXED, Size.NONE, Register.valueOf(text.toUpperCase(Locale.ROOT)))
                        : new OperandSpec(Kind.valueOf(text.substring(0, 1)), Size.of(text.charAt(1)), null);
        };
    }
}
