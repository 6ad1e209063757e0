package dev.gotstack.stack;

import static dev.gotstack.stack.WideRegisters.RSP;

import dev.gotstack.disasm.Effects;
import dev.gotstack.disasm.Instruction;
import dev.gotstack.disasm.Mnemonic;
import dev.gotstack.disasm.Operand;
import dev.gotstack.disasm.Register;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/// A 64-bit processor's registers and memory while code is simulated: exact where the stack pointer and saved registers
/// depend on it, unknown elsewhere. Memory is the dump's with what was written since laid over it.
final class WideMachine {
    private static final int WORD = 8;

    private final LongFunction<OptionalLong> memory;
    private final Map<Long, OptionalLong> written;
    private WideRegisters registers;

    WideMachine(LongFunction<OptionalLong> memory, WideRegisters registers) {
        this(memory, registers, new HashMap<>());
    }

    private WideMachine(LongFunction<OptionalLong> memory, WideRegisters registers, Map<Long, OptionalLong> written) {
        this.memory = memory;
        this.registers = registers;
        this.written = written;
    }

    /// An independent copy.
    WideMachine fork() {
        return new WideMachine(memory, registers, new HashMap<>(written));
    }

    WideRegisters registers() {
        return registers;
    }

    boolean wrote(long va) {
        return written.containsKey(va);
    }

    /// What a call leaves behind: registers that callees may change are unknown.
    ///
    /// @param keep one of them that this callee keeps, or -1
    void called(int keep) {
        var before = registers;
        registers = registers.withoutVolatile();
        if (keep >= 0 && before.knows(keep)) {
            registers = registers.with(keep, before.get(keep));
        }
    }

    /// Executes an instruction that does not change the flow of control.
    void apply(Instruction instruction) {
        var operands = instruction.operands();
        switch (instruction.mnemonic()) {
            case PUSH -> push(value(operands.getFirst()));
            case POP -> assign(operands.getFirst(), pop());
            case LEAVE -> leave();
            case MOV -> assign(operands.get(0), value(operands.get(1)));
            case LEA ->
                assign(
                        operands.get(0),
                        operands.get(1) instanceof Operand.Memory source ? address(source) : OptionalLong.empty());
            case ADD, SUB, AND -> assign(operands.get(0), arithmetic(instruction));
            case XOR -> assign(operands.get(0), sameRegister(instruction) ? OptionalLong.of(0) : OptionalLong.empty());
            case CMP, TEST, NOP -> {}
            default -> forget(instruction);
        }
    }

    private void push(OptionalLong value) {
        move(-WORD);
        store(OptionalLong.of(registers.rsp()), WORD, value);
    }

    private OptionalLong pop() {
        var value = registers.knows(RSP) ? load(registers.rsp()) : OptionalLong.empty();
        move(WORD);
        return value;
    }

    private void leave() {
        registers = registers.knows(WideRegisters.RBP)
                ? registers.with(RSP, registers.get(WideRegisters.RBP))
                : registers.without(RSP);
        // In two steps: taking the word moves the stack pointer.
        var saved = pop();
        registers = registers.with(WideRegisters.RBP, saved);
    }

    private void move(long bytes) {
        if (registers.knows(RSP)) {
            registers = registers.with(RSP, registers.rsp() + bytes);
        }
    }

    private OptionalLong arithmetic(Instruction instruction) {
        var left = value(instruction.operands().get(0));
        var right = value(instruction.operands().get(1));
        if (left.isEmpty() || right.isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                switch (instruction.mnemonic()) {
                    case ADD -> left.getAsLong() + right.getAsLong();
                    case SUB -> left.getAsLong() - right.getAsLong();
                    default -> left.getAsLong() & right.getAsLong();
                });
    }

    private static boolean sameRegister(Instruction instruction) {
        return instruction.operands().get(0) instanceof Operand.RegisterOperand
                && instruction.operands().get(0).equals(instruction.operands().get(1));
    }

    /// The word at `va`.
    private OptionalLong load(long va) {
        var over = written.get(va);
        return over == null ? memory.apply(va) : over;
    }

    private void store(OptionalLong va, int size, OptionalLong value) {
        if (va.isEmpty()) {
            return;
        }
        if (size == WORD && va.getAsLong() % WORD == 0) {
            written.put(va.getAsLong(), value);
            return;
        }
        for (long word = va.getAsLong() & -WORD; word < va.getAsLong() + size; word += WORD) {
            written.put(word, OptionalLong.empty());
        }
    }

    private OptionalLong address(Operand.Memory operand) {
        boolean elsewhere = operand.segment() == Register.FS || operand.segment() == Register.GS;
        if (elsewhere || operand.isRipRelative() || operand.addressSize() != WORD) {
            return OptionalLong.empty();
        }
        long sum = operand.displacement();
        var base = operand.base();
        if (base != null) {
            if (!registers.knows(base.number())) {
                return OptionalLong.empty();
            }
            sum += registers.get(base.number());
        }
        var index = operand.index();
        if (index != null) {
            if (!registers.knows(index.number())) {
                return OptionalLong.empty();
            }
            sum += registers.get(index.number()) * operand.scale();
        }
        return OptionalLong.of(sum);
    }

    /// The value of a 64-bit operand, and of a 32-bit register, which has the upper half clear where it was written so.
    private OptionalLong value(Operand operand) {
        if (operand instanceof Operand.Immediate immediate) {
            return OptionalLong.of(immediate.value());
        }
        if (operand instanceof Operand.RegisterOperand source && EpilogCode.number(source.register()) >= 0) {
            int number = source.register().number();
            return registers.knows(number) ? OptionalLong.of(registers.get(number)) : OptionalLong.empty();
        }
        if (operand instanceof Operand.Memory source && source.size() == WORD) {
            var at = address(source);
            return at.isPresent() ? load(at.getAsLong()) : OptionalLong.empty();
        }
        return OptionalLong.empty();
    }

    private void assign(Operand operand, OptionalLong value) {
        if (operand instanceof Operand.RegisterOperand target) {
            assign(target.register(), value);
        } else if (operand instanceof Operand.Memory target) {
            store(address(target), Math.max(1, target.size()), value);
        }
    }

    /// A write of 32 bits clears the upper half: constants stay known, such as the size a stack probe is told.
    private void assign(Register register, OptionalLong value) {
        if (register.kind() != Register.Kind.GENERAL && register.kind() != Register.Kind.HIGH_BYTE) {
            return;
        }
        boolean whole = register.kind() == Register.Kind.GENERAL && register.size() >= 4 && value.isPresent();
        registers = whole
                ? registers.with(
                        register.number(), register.size() == 4 ? value.getAsLong() & 0xffff_ffffL : value.getAsLong())
                : registers.without(register.number());
    }

    private void forget(Instruction instruction) {
        var effects = Effects.of(instruction);
        boolean knew = registers.knows(RSP);
        long rsp = registers.rsp();
        for (var register : effects.registersWritten()) {
            assign(register, OptionalLong.empty());
        }
        if (effects.stackChange().isPresent() && knew && instruction.mnemonic() != Mnemonic.INVALID) {
            registers = registers.with(RSP, rsp + effects.stackChange().getAsInt());
        }
        for (var operand : effects.memoryWritten()) {
            store(address(operand), Math.max(1, operand.size()), OptionalLong.empty());
        }
    }
}
