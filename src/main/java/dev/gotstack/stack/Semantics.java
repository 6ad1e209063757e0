package dev.gotstack.stack;

import static dev.gotstack.stack.Machine.EBP;
import static dev.gotstack.stack.Machine.ESP;
import static dev.gotstack.stack.Machine.MASK;
import static dev.gotstack.stack.Machine.UNKNOWN;

import dev.gotstack.disasm.Effects;
import dev.gotstack.disasm.Instruction;
import dev.gotstack.disasm.Operand;

/// What instructions that do not change the flow of control do to a [Machine]: exact where stack pointer, frame
/// pointer, saved registers and call targets depend on it, unknown elsewhere.
final class Semantics {
    private Semantics() {}

    static void apply(Instruction instruction, Machine machine) {
        var operands = instruction.operands();
        switch (instruction.mnemonic()) {
            case PUSH -> push(instruction, machine);
            case POP -> pop(instruction, machine);
            case PUSHAD -> pushAll(machine);
            case POPAD -> popAll(machine);
            case PUSHFD -> machine.push(UNKNOWN);
            case POPFD -> machine.pop();
            case LEAVE -> leave(machine);
            case ENTER -> enter(instruction, machine);
            case MOV -> machine.assign(operands.get(0), machine.value(operands.get(1)));
            case LEA -> lea(instruction, machine);
            case XCHG -> exchange(instruction, machine);
            case ADD, SUB, AND, OR, XOR -> arithmetic(instruction, machine);
            case INC, DEC, NEG, NOT -> unary(instruction, machine);
            case CMP, TEST, NOP -> {}
            default -> machine.forgetEffects(instruction, Effects.of(instruction));
        }
    }

    private static void push(Instruction instruction, Machine machine) {
        if (instruction.operandSize() != 4) {
            machine.forgetEffects(instruction, Effects.of(instruction));
            return;
        }
        machine.push(machine.value(instruction.operands().getFirst()));
    }

    private static void pop(Instruction instruction, Machine machine) {
        if (instruction.operandSize() != 4) {
            machine.forgetEffects(instruction, Effects.of(instruction));
            return;
        }
        long value = machine.pop();
        machine.assign(instruction.operands().getFirst(), value);
    }

    private static void pushAll(Machine machine) {
        long before = machine.register(ESP);
        for (int number = 0; number < 8; number++) {
            machine.push(number == ESP ? before : machine.register(number));
        }
    }

    private static void popAll(Machine machine) {
        for (int number = 7; number >= 0; number--) {
            long value = machine.pop();
            if (number != ESP) {
                machine.setRegister(number, value);
            }
        }
    }

    private static void leave(Machine machine) {
        machine.setRegister(ESP, machine.register(EBP));
        machine.setRegister(EBP, machine.pop());
    }

    private static void enter(Instruction instruction, Machine machine) {
        machine.push(machine.register(EBP));
        machine.setRegister(EBP, machine.register(ESP));
        if (instruction.operands().getFirst() instanceof Operand.Immediate size) {
            machine.moveStack(-size.unsigned());
        }
    }

    private static void lea(Instruction instruction, Machine machine) {
        if (instruction.operands().get(1) instanceof Operand.Memory memory) {
            machine.assign(instruction.operands().get(0), machine.address(memory));
        }
    }

    private static void exchange(Instruction instruction, Machine machine) {
        var left = instruction.operands().get(0);
        var right = instruction.operands().get(1);
        long value = machine.value(left);
        machine.assign(left, machine.value(right));
        machine.assign(right, value);
    }

    private static void arithmetic(Instruction instruction, Machine machine) {
        var target = instruction.operands().get(0);
        var source = instruction.operands().get(1);
        machine.assign(target, result(instruction, target, source, machine));
    }

    private static long result(Instruction instruction, Operand target, Operand source, Machine machine) {
        long left = machine.value(target);
        long right = machine.value(source);
        switch (instruction.mnemonic()) {
            case XOR, SUB -> {
                if (target.equals(source) && target instanceof Operand.RegisterOperand) {
                    return 0;
                }
            }
            case OR -> {
                if (right == MASK) {
                    return MASK;
                }
            }
            case AND -> {
                if (right == 0) {
                    return 0;
                }
            }
            default -> {}
        }
        if (left == UNKNOWN || right == UNKNOWN) {
            return UNKNOWN;
        }
        long value =
                switch (instruction.mnemonic()) {
                    case ADD -> left + right;
                    case SUB -> left - right;
                    case AND -> left & right;
                    case OR -> left | right;
                    case XOR -> left ^ right;
                    default ->
                        throw new IllegalArgumentException(
                                instruction.mnemonic().toString());
                };
        return value & MASK;
    }

    private static void unary(Instruction instruction, Machine machine) {
        var target = instruction.operands().getFirst();
        long value = machine.value(target);
        if (value == UNKNOWN) {
            machine.assign(target, UNKNOWN);
            return;
        }
        long changed =
                switch (instruction.mnemonic()) {
                    case INC -> value + 1;
                    case DEC -> value - 1;
                    case NEG -> -value;
                    case NOT -> ~value;
                    default ->
                        throw new IllegalArgumentException(
                                instruction.mnemonic().toString());
                };
        machine.assign(target, changed & MASK);
    }
}
