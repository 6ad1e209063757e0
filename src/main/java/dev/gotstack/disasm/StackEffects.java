package dev.gotstack.disasm;

import java.util.List;
import java.util.OptionalInt;

/// What an instruction does to the stack by itself: the slots it reads and writes, and by how much the stack pointer
/// moves. Slots are given relative to the registers' values before the instruction.
///
/// @param touchesPointer whether it reads and writes the stack pointer
/// @param change bytes that the stack pointer moves; empty when the bytes of the instruction do not say
record StackEffects(
        boolean touchesPointer, List<Operand.Memory> read, List<Operand.Memory> written, OptionalInt change) {
    private static final StackEffects NONE = new StackEffects(false, List.of(), List.of(), OptionalInt.of(0));
    private static final int GENERAL_REGISTERS = 8;

    static StackEffects of(Instruction instruction) {
        int size = instruction.operandSize();
        return switch (instruction.mnemonic()) {
            case PUSH, PUSHF, PUSHFD, PUSHFQ -> push(instruction, size);
            case POP, POPF, POPFD, POPFQ -> pop(instruction, size, size);
            case PUSHA, PUSHAD -> push(instruction, GENERAL_REGISTERS * size);
            case POPA, POPAD -> pop(instruction, GENERAL_REGISTERS * size, GENERAL_REGISTERS * size);
            case CALL -> push(instruction, size);
            case CALLF -> push(instruction, 2 * size);
            case RET -> pop(instruction, size, size + instruction.returnPop());
            case RETF -> pop(instruction, 2 * size, 2 * size + instruction.returnPop());
            case ENTER -> enter(instruction);
            case LEAVE -> leave(instruction);
            case IRET, IRETD, IRETQ -> interruptReturn(instruction);
            case INTO, INT, INT3, ICEBP -> NONE;
            default -> NONE;
        };
    }

    private static StackEffects push(Instruction instruction, int bytes) {
        return new StackEffects(true, List.of(), List.of(slot(instruction, -bytes, bytes)), OptionalInt.of(-bytes));
    }

    private static StackEffects pop(Instruction instruction, int bytes, int change) {
        return new StackEffects(true, List.of(slot(instruction, 0, bytes)), List.of(), OptionalInt.of(change));
    }

    /// Pushes the frame pointer, copies `level` - 1 frame pointers from the old frame, pushes the new one, makes room.
    private static StackEffects enter(Instruction instruction) {
        int size = instruction.operandSize();
        int room = (int) immediate(instruction, 0);
        int level = (int) immediate(instruction, 1) & 31;
        int pushed = size * (1 + level);
        List<Operand.Memory> read = List.of();
        if (level > 1) {
            int copied = size * (level - 1);
            read = List.of(memory(instruction, instruction.mode().framePointer(), -copied, copied));
        }
        List<Operand.Memory> written = List.of(slot(instruction, -pushed, pushed));
        return new StackEffects(true, read, written, OptionalInt.of(-pushed - room));
    }

    private static long immediate(Instruction instruction, int index) {
        return instruction.operands().get(index) instanceof Operand.Immediate immediate ? immediate.unsigned() : 0;
    }

    private static StackEffects leave(Instruction instruction) {
        Operand.Memory saved = memory(instruction, instruction.mode().framePointer(), 0, instruction.operandSize());
        return new StackEffects(true, List.of(saved), List.of(), OptionalInt.empty());
    }

    /// Whether the stack pointer is popped too depends on the privilege returned to, except in 64-bit mode.
    private static StackEffects interruptReturn(Instruction instruction) {
        int values = instruction.mode() == Mode.BITS64 ? 5 : 3;
        Operand.Memory frame = slot(instruction, 0, values * instruction.operandSize());
        return new StackEffects(true, List.of(frame), List.of(), OptionalInt.empty());
    }

    private static Operand.Memory slot(Instruction instruction, int displacement, int size) {
        return memory(instruction, instruction.mode().stackPointer(), displacement, size);
    }

    private static Operand.Memory memory(Instruction instruction, Register base, int displacement, int size) {
        int addressSize = instruction.mode().addressSize();
        return new Operand.Memory(size, Register.SS, false, base, null, 1, displacement, addressSize);
    }
}
