package dev.gotstack.disasm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// What an instruction reads and writes. Registers are those the instruction names or implies, at the size it uses
/// (`al`, not `eax`; [#reads] and [#writes] compare by overlap); in 64-bit mode a write of 32 bits clears the upper
/// half too. Memory addresses are to be computed from register values before the instruction. What a callee, an
/// interrupt handler or the kernel does is not included.
///
/// @param registersRead for address computation too
/// @param registersWritten possibly written: `cmov` and `bsf` may leave their destination
/// @param memoryRead operands and stack slots; with a repeat prefix, the first element; for `bts [mem],reg` and its
/// kin the start of the bit string, because the register says how far into it the access goes
/// @param memoryWritten likewise
/// @param stackChange bytes by which the stack pointer moves: -4 for `push eax`, 0 when it is not written; for a
/// call, up to the callee's first instruction; empty when it depends on values
/// @param readsFlags whether a flag matters
/// @param writesFlags whether a flag may change
public record Effects(
        Set<Register> registersRead,
        Set<Register> registersWritten,
        List<Operand.Memory> memoryRead,
        List<Operand.Memory> memoryWritten,
        OptionalInt stackChange,
        boolean readsFlags,
        boolean writesFlags) {

    public static Effects of(Instruction instruction) {
        return new Builder(instruction).build();
    }

    /// Whether any part of the register is read.
    public boolean reads(Register register) {
        return overlapsAny(register, registersRead);
    }

    /// Whether any part of the register is, or may be, written.
    public boolean writes(Register register) {
        return overlapsAny(register, registersWritten);
    }

    private static boolean overlapsAny(Register register, Set<Register> others) {
        for (Register other : others) {
            if (other.overlaps(register)) {
                return true;
            }
        }
        return false;
    }

    /// Collects the effects of one instruction.
    private static final class Builder {
        private final Instruction instruction;
        private final List<Operand> operands;
        private final EffectTable table;
        private final Set<Register> read = EnumSet.noneOf(Register.class);
        private final Set<Register> written = EnumSet.noneOf(Register.class);
        private final List<Operand.Memory> memoryRead = new ArrayList<>();
        private final List<Operand.Memory> memoryWritten = new ArrayList<>();

        Builder(Instruction instruction) {
            this.instruction = instruction;
            this.operands = instruction.operands();
            this.table = EffectTable.of(instruction.mnemonic());
        }

        Effects build() {
            for (int i = 0; i < operands.size(); i++) {
                operand(operands.get(i), table.access(i, operands.size()));
            }
            implicit();
            StackEffects stack = StackEffects.of(instruction);
            memoryRead.addAll(stack.read());
            memoryWritten.addAll(stack.written());
            OptionalInt change = stackChange(stack);
            if (stack.touchesPointer()) {
                read.add(instruction.mode().stackPointer());
                written.add(instruction.mode().stackPointer());
            }
            return new Effects(
                    Collections.unmodifiableSet(read),
                    Collections.unmodifiableSet(written),
                    List.copyOf(memoryRead),
                    List.copyOf(memoryWritten),
                    change,
                    table.readsFlags(),
                    table.writesFlags());
        }

        private void operand(Operand operand, EffectTable.Access access) {
            boolean reads = access == EffectTable.Access.READ || access == EffectTable.Access.BOTH;
            boolean writes = access == EffectTable.Access.WRITE || access == EffectTable.Access.BOTH;
            if (operand instanceof Operand.RegisterOperand register) {
                if (reads) {
                    read.add(register.register());
                }
                if (writes) {
                    written.add(register.register());
                }
            } else if (operand instanceof Operand.Memory memory) {
                address(memory);
                if (reads) {
                    memoryRead.add(memory);
                }
                if (writes) {
                    memoryWritten.add(popTarget(memory));
                }
            }
        }

        private void address(Operand.Memory memory) {
            Register base = memory.base();
            Register index = memory.index();
            if (base != null && !memory.isRipRelative()) {
                read.add(base);
            }
            if (index != null) {
                read.add(index);
            }
        }

        /// `pop [esp+n]` computes its address after the stack pointer has moved.
        private Operand.Memory popTarget(Operand.Memory memory) {
            boolean moved = instruction.mnemonic() == Mnemonic.POP
                    && memory.base() != null
                    && memory.base().overlaps(instruction.mode().stackPointer());
            return moved ? memory.at(memory.displacement() + instruction.operandSize(), memory.size()) : memory;
        }

        private void implicit() {
            for (EffectTable.Implicit implicit : table.reads()) {
                read.add(implicit.register(instruction));
            }
            for (EffectTable.Implicit implicit : table.writes()) {
                written.add(implicit.register(instruction));
            }
            switch (instruction.mnemonic()) {
                case MUL -> multiply(true);
                case IMUL -> multiply(operands.size() == 1);
                case DIV, IDIV -> divide();
                case MASKMOVQ, MASKMOVDQU -> maskedStore();
                case MOVS, CMPS, STOS, LODS, SCAS, INS, OUTS -> repeatCount();
                case PUSHA, PUSHAD -> read.addAll(generalRegisters());
                case POPA, POPAD -> written.addAll(generalRegisters());
                case ENTER, LEAVE -> {
                    read.add(instruction.mode().framePointer());
                    written.add(instruction.mode().framePointer());
                }
                case CALLF, JMPF, RETF, IRET, IRETD, IRETQ -> written.add(Register.CS);
                default -> {}
            }
        }

        private void multiply(boolean wide) {
            int size = wide ? sizeOfFirst() : 0;
            if (size == 1) {
                read.add(Register.AL);
                written.add(Register.AX);
            } else if (size > 1) {
                read.add(Register.general(0, size, true));
                written.add(Register.general(0, size, true));
                written.add(Register.general(2, size, true));
            }
        }

        private void divide() {
            int size = sizeOfFirst();
            if (size == 1) {
                read.add(Register.AX);
                written.add(Register.AX);
                return;
            }
            for (int number = 0; number <= 2; number += 2) {
                read.add(Register.general(number, size, true));
                written.add(Register.general(number, size, true));
            }
        }

        private int sizeOfFirst() {
            return switch (operands.get(0)) {
                case Operand.RegisterOperand register -> register.register().size();
                case Operand.Memory memory -> memory.size();
                default -> instruction.operandSize();
            };
        }

        private void maskedStore() {
            int addressSize = instruction.addressSize();
            int size = instruction.mnemonic() == Mnemonic.MASKMOVQ ? 8 : 16;
            Register base = Register.general(7, addressSize, true);
            memoryWritten.add(new Operand.Memory(size, Register.DS, false, base, null, 1, 0, addressSize));
        }

        private void repeatCount() {
            if (instruction.repeat() != Repeat.NONE) {
                read.add(Register.general(1, instruction.addressSize(), true));
                written.add(Register.general(1, instruction.addressSize(), true));
            }
        }

        private List<Register> generalRegisters() {
            List<Register> all = new ArrayList<>();
            for (int number = 0; number < 8; number++) {
                all.add(Register.general(number, instruction.operandSize(), true));
            }
            return all;
        }

        private OptionalInt stackChange(StackEffects stack) {
            Register pointer = instruction.mode().stackPointer();
            boolean operandWrites = written.stream().anyMatch(register -> register.overlaps(pointer));
            if (!operandWrites || instruction.mnemonic() == Mnemonic.POPA || instruction.mnemonic() == Mnemonic.POPAD) {
                return stack.change();
            }
            return arithmetic(pointer);
        }

        /// `add esp,n` and its kin; everything else that writes the stack pointer depends on values.
        private OptionalInt arithmetic(Register pointer) {
            if (operands.isEmpty()
                    || !(operands.get(0) instanceof Operand.RegisterOperand destination)
                    || destination.register() != pointer) {
                return OptionalInt.empty();
            }
            return switch (instruction.mnemonic()) {
                case INC -> OptionalInt.of(1);
                case DEC -> OptionalInt.of(-1);
                case ADD -> constant(1);
                case SUB -> constant(-1);
                case LEA -> loadedAddress(pointer);
                default -> OptionalInt.empty();
            };
        }

        private OptionalInt constant(int sign) {
            return operands.get(1) instanceof Operand.Immediate immediate
                    ? OptionalInt.of(sign * (int) immediate.value())
                    : OptionalInt.empty();
        }

        private OptionalInt loadedAddress(Register pointer) {
            return operands.get(1) instanceof Operand.Memory memory
                            && memory.base() == pointer
                            && memory.index() == null
                    ? OptionalInt.of((int) memory.displacement())
                    : OptionalInt.empty();
        }
    }
}
