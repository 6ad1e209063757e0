package dev.gotstack.disasm;

import java.util.List;
import java.util.OptionalLong;

/// One decoded instruction. It does not know its address.
///
/// @param mode the mode it was decoded in
/// @param mnemonic [Mnemonic#INVALID] for bytes that are no (known) instruction; such an instruction has length 1
/// @param repeat the repeat prefix, also where it has no effect
/// @param locked whether there is a `lock` prefix
/// @param operandSize bytes: 2, 4 or 8; what prefixes and mode make it, also for instructions that have a fixed size
/// @param addressSize bytes: 2, 4 or 8
/// @param operands destination first
/// @param flow where execution goes next
/// @param bytes the encoding
public record Instruction(
        Mode mode,
        Mnemonic mnemonic,
        Repeat repeat,
        boolean locked,
        int operandSize,
        int addressSize,
        List<Operand> operands,
        Flow flow,
        InstructionBytes bytes) {
    private static final int FAST_FAIL_VECTOR = 0x29;

    /// Bytes, 1 to 15.
    public int length() {
        return bytes.length();
    }

    public boolean isInvalid() {
        return mnemonic == Mnemonic.INVALID;
    }

    /// Whether it is `int 29h`, by which Windows code ends a broken process or itself (`__fastfail`).
    public boolean isFastFail() {
        return mnemonic == Mnemonic.INT && operands.get(0) instanceof Operand.Immediate vector && isFastFail(vector);
    }

    static boolean isFastFail(Operand.Immediate vector) {
        return vector.unsigned() == FAST_FAIL_VECTOR;
    }

    /// Whether it is a call or jump whose target is in a register or in memory.
    public boolean isIndirect() {
        return (flow == Flow.CALL || flow == Flow.JUMP)
                && (operands.get(0) instanceof Operand.RegisterOperand || operands.get(0) instanceof Operand.Memory);
    }

    /// Whether it is a call or jump that also loads `cs`.
    public boolean isFar() {
        return mnemonic == Mnemonic.CALLF || mnemonic == Mnemonic.JMPF;
    }

    /// The address a near relative branch leads to when the instruction is at `address`, truncated to the operand
    /// size and zero-extended; empty for every other instruction.
    public OptionalLong target(long address) {
        if (!operands.isEmpty() && operands.get(0) instanceof Operand.Relative relative) {
            long next = address + length();
            return OptionalLong.of(Truncation.unsigned(next + relative.displacement(), operandSize));
        }
        return OptionalLong.empty();
    }

    /// The offset of a memory operand that needs no register but the instruction pointer, when the instruction is at
    /// `address`: absolute or rip-relative; empty for every other operand.
    public OptionalLong fixedAddress(Operand.Memory memory, long address) {
        if (memory.isAbsolute()) {
            return OptionalLong.of(memory.displacement());
        }
        if (memory.isRipRelative() && memory.index() == null) {
            long sum = address + length() + memory.displacement();
            return OptionalLong.of(Truncation.unsigned(sum, memory.addressSize()));
        }
        return OptionalLong.empty();
    }

    /// The bytes of arguments that `ret n` or `retf n` removes after the return address; 0 for every other instruction.
    public int returnPop() {
        return flow == Flow.RETURN && !operands.isEmpty() && operands.get(0) instanceof Operand.Immediate count
                ? (int) count.unsigned()
                : 0;
    }
}
