package dev.gotstack.stack;

import static dev.gotstack.stack.WideRegisters.RSP;

import dev.gotstack.disasm.Flow;
import dev.gotstack.disasm.Instruction;
import dev.gotstack.disasm.Mnemonic;
import dev.gotstack.disasm.Operand;
import dev.gotstack.disasm.Register;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/// Recognizes 64-bit code that is about to leave its function, and does what is left of it. Unwind data of version 1
/// does not describe epilogs; instead compilers write them in one form: the stack pointer moves to the saved registers
/// by `add` or `lea`, they are popped, and `ret` or a jump out of the function follows.
///
/// Source: Microsoft's description of x64 prologs and epilogs.
final class EpilogCode {
    private static final int WORD = 8;
    private static final int MOST_INSTRUCTIONS = 20;

    private final CodeView code;
    private final FunctionTables tables;
    private final LongFunction<OptionalLong> memory;

    EpilogCode(CodeView code, FunctionTables tables, LongFunction<OptionalLong> memory) {
        this.code = code;
        this.tables = tables;
        this.memory = memory;
    }

    /// The registers at the `ret`, or empty if the code is not in an epilog.
    ///
    /// @param registers registers where it executes
    Optional<WideRegisters> finished(FunctionTables.Function function, WideRegisters registers) {
        var at = registers;
        long rip = registers.rip();
        for (int i = 0; i < MOST_INSTRUCTIONS; i++) {
            var instruction = code.at(rip);
            if (instruction == null) {
                return Optional.empty();
            }
            if (leaves(function, instruction, rip)) {
                return Optional.of(at);
            }
            var next = i == 0
                    ? freed(function, instruction, at).or(() -> popped(instruction, registers))
                    : popped(instruction, at);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            at = next.get();
            rip += instruction.length();
        }
        return Optional.empty();
    }

    /// `add rsp,28h` or `lea rsp,[rbp+28h]`, with the function's own frame register.
    private static Optional<WideRegisters> freed(
            FunctionTables.Function function, Instruction instruction, WideRegisters at) {
        if (instruction.operands().size() != 2
                || !isStackPointer(instruction.operands().getFirst())) {
            return Optional.empty();
        }
        var source = instruction.operands().get(1);
        if (instruction.mnemonic() == Mnemonic.ADD && source instanceof Operand.Immediate bytes) {
            return Optional.of(at.with(RSP, at.rsp() + bytes.value()));
        }
        int frame = function.unwind().frameRegister();
        if (instruction.mnemonic() == Mnemonic.LEA
                && source instanceof Operand.Memory memory
                && memory.index() == null
                && frame != 0
                && at.knows(frame)
                && memory.base() != null
                && number(memory.base()) == frame) {
            return Optional.of(at.with(RSP, at.get(frame) + memory.displacement()));
        }
        return Optional.empty();
    }

    private static boolean isStackPointer(Operand operand) {
        return operand instanceof Operand.RegisterOperand target && target.register() == Register.RSP;
    }

    private Optional<WideRegisters> popped(Instruction instruction, WideRegisters at) {
        if (instruction.mnemonic() != Mnemonic.POP
                || !(instruction.operands().getFirst() instanceof Operand.RegisterOperand target)) {
            return Optional.empty();
        }
        int number = number(target.register());
        return number < 0 || number == RSP
                ? Optional.empty()
                : Optional.of(at.with(number, memory.apply(at.rsp())).with(RSP, at.rsp() + WORD));
    }

    /// The number of a 64-bit general register, -1 for others.
    static int number(Register register) {
        return register.kind() == Register.Kind.GENERAL && register.size() == WORD ? register.number() : -1;
    }

    private boolean leaves(FunctionTables.Function function, Instruction instruction, long rip) {
        if (instruction.flow() == Flow.RETURN) {
            return true;
        }
        if (instruction.flow() != Flow.JUMP) {
            return false;
        }
        var target = instruction.target(rip);
        if (target.isPresent()) {
            return !tables.isSame(function, target.getAsLong()) || target.getAsLong() == tables.entryOf(function);
        }
        // A jump table's `jmp reg` goes on in the function; one through an import or a prefixed one leaves it.
        return instruction.operands().getFirst() instanceof Operand.Memory memory && memory.isRipRelative()
                || (instruction.bytes().at(0) & 0xf8) == 0x48;
    }
}
