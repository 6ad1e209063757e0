package dev.gotstack.disasm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A call instruction that ends where a return address points. Only the bytes' tail is known, so several may seem
/// to end there; [#endingAt] prefers a direct call, then a near indirect one, and of those the longest.
///
/// @param form which kind of call
/// @param instruction the call
public record CallSite(Form form, Instruction instruction) {
    /// Kinds of calls.
    public enum Form {
        /// `call target`.
        DIRECT(0),
        /// `call dword ptr [slot]`, where the slot's address is in the instruction, such as an import.
        INDIRECT_SLOT(1),
        /// `call dword ptr [esi+8]`.
        INDIRECT_MEMORY(1),
        /// `call eax`.
        INDIRECT_REGISTER(1),
        FAR(2),
        /// `int 2Eh`, `sysenter`, `syscall`.
        SYSTEM_CALL(2);

        private final int rank;

        /// @param rank the lower, the more likely that it is the call that was made
        Form(int rank) {
            this.rank = rank;
        }
    }

    private static final int SYSTEM_SERVICE_VECTOR = 0x2E;
    /// The longest call with one prefix and REX: `65 41 FF 94 sib disp32`.
    private static final int LONGEST = 9;

    /// The most likely call that ends right before `end`, or null when there is none.
    ///
    /// @param code bytes before the return address
    /// @param end index in `code` where the return address points, so exclusive
    public static @Nullable CallSite endingAt(byte[] code, int end, Mode mode) {
        List<CallSite> all = allEndingAt(code, end, mode);
        return all.isEmpty() ? null : all.get(0);
    }

    /// Every call that may end right before `end`, the most likely first.
    public static List<CallSite> allEndingAt(byte[] code, int end, Mode mode) {
        Decoder decoder = new Decoder();
        List<CallSite> found = new ArrayList<>();
        for (int length = Math.min(LONGEST, end); length >= 2; length--) {
            Instruction instruction = decoder.decode(code, end - length, length, mode);
            Form form = instruction.length() == length ? formOf(instruction) : null;
            if (form != null && legacyPrefixes(instruction) <= 1) {
                found.add(new CallSite(form, instruction));
            }
        }
        // A prefix that does nothing is more often the end of the instruction before; one that does is part of the
        // call. The sort is stable, so of two such encodings the longer stays first.
        found.sort(Comparator.comparingInt((CallSite site) -> site.form().rank)
                .thenComparingInt(site -> idlePrefixes(site.instruction())));
        return List.copyOf(found);
    }

    /// The address a direct call leads to; empty for the other forms.
    public OptionalLong target(long returnAddress) {
        return form == Form.DIRECT ? instruction.target(returnAddress - instruction.length()) : OptionalLong.empty();
    }

    /// The address of the pointer that the call goes through; empty unless the form is [Form#INDIRECT_SLOT].
    public OptionalLong slot(long returnAddress) {
        return form == Form.INDIRECT_SLOT && instruction.operands().get(0) instanceof Operand.Memory memory
                ? instruction.fixedAddress(memory, returnAddress - instruction.length())
                : OptionalLong.empty();
    }

    private static @Nullable Form formOf(Instruction instruction) {
        return switch (instruction.mnemonic()) {
            case CALL ->
                returnsToFullAddress(instruction)
                        ? nearForm(instruction.operands().get(0))
                        : null;
            case CALLF -> Form.FAR;
            case SYSCALL, SYSENTER -> Form.SYSTEM_CALL;
            case INT -> isSystemService(instruction) ? Form.SYSTEM_CALL : null;
            default -> null;
        };
    }

    /// An operand size prefix makes a call push, and go to, 16 bits only: no code does.
    private static boolean returnsToFullAddress(Instruction instruction) {
        return instruction.operandSize() == instruction.mode().addressSize();
    }

    private static Form nearForm(Operand operand) {
        return switch (operand) {
            case Operand.RegisterOperand register -> Form.INDIRECT_REGISTER;
            case Operand.Memory memory -> isSlot(memory) ? Form.INDIRECT_SLOT : Form.INDIRECT_MEMORY;
            default -> Form.DIRECT;
        };
    }

    private static boolean isSlot(Operand.Memory memory) {
        return !hasOwnBase(memory) && (memory.isAbsolute() || memory.isRipRelative());
    }

    /// Whether the offset is not the linear address: `call dword ptr fs:[0C0h]`.
    private static boolean hasOwnBase(Operand.Memory memory) {
        return memory.segment() == Register.FS || memory.segment() == Register.GS;
    }

    private static boolean isSystemService(Instruction instruction) {
        return instruction.operands().get(0) instanceof Operand.Immediate vector
                && vector.unsigned() == SYSTEM_SERVICE_VECTOR;
    }

    /// Compilers put at most one before a call; more is chance.
    private static int legacyPrefixes(Instruction instruction) {
        int prefixes = 0;
        while (isLegacyPrefix(instruction.bytes().at(prefixes))) {
            prefixes++;
        }
        return prefixes;
    }

    private static int idlePrefixes(Instruction instruction) {
        boolean selectsSegment = !instruction.operands().isEmpty()
                && instruction.operands().get(0) instanceof Operand.Memory memory
                && hasOwnBase(memory);
        return legacyPrefixes(instruction) - (selectsSegment ? 1 : 0);
    }

    private static boolean isLegacyPrefix(int value) {
        return switch (value) {
            case 0x26, 0x2E, 0x36, 0x3E, 0x64, 0x65, 0x66, 0x67, 0xF0, 0xF2, 0xF3 -> true;
            default -> false;
        };
    }
}
