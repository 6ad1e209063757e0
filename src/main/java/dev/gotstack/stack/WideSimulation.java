package dev.gotstack.stack;

import static dev.gotstack.stack.WideRegisters.RAX;
import static dev.gotstack.stack.WideRegisters.RIP;
import static dev.gotstack.stack.WideRegisters.RSP;

import dev.gotstack.disasm.Instruction;
import dev.gotstack.disasm.Mnemonic;
import dev.gotstack.disasm.Operand;
import dev.gotstack.disasm.Register;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Runs interrupted 64-bit code forward to its own `ret`, which needs no unwind data: the stack pointer there is the
/// address of the return slot. Callees remove nothing from the stack, so calls are stepped over.
final class WideSimulation {
    private static final int WORD = 8;
    private static final int MOST_STEPS = 4000;
    /// States in which one instruction is simulated: distinct stack pointers.
    private static final int MOST_VISITS = 4;

    private final CodeView code;
    private final LongFunction<OptionalLong> memory;
    private final Map<Key, Optional<UnwindCodes.Caller>> memo = new HashMap<>();

    private record Key(long rip, long rsp, long rbp) {}

    private record Path(long rip, WideMachine machine) {}

    WideSimulation(CodeView code, LongFunction<OptionalLong> memory) {
        this.code = code;
        this.memory = memory;
    }

    /// The caller, if every way to a `ret` that was found leads to the same slot.
    Optional<UnwindCodes.Caller> caller(WideRegisters registers) {
        if (!registers.knows(RSP)) {
            return Optional.empty();
        }
        var key = new Key(registers.rip(), registers.rsp(), registers.get(WideRegisters.RBP));
        return memo.computeIfAbsent(key, ignored -> new Run().from(registers));
    }

    /// One exploration.
    private final class Run {
        private final ArrayDeque<Path> work = new ArrayDeque<>();
        private final Map<Long, Set<Long>> visits = new HashMap<>();
        private @Nullable WideMachine end;
        private boolean ambiguous;
        private int steps;

        Optional<UnwindCodes.Caller> from(WideRegisters registers) {
            work.push(new Path(registers.rip(), new WideMachine(memory, registers)));
            while (!work.isEmpty() && steps < MOST_STEPS && !ambiguous) {
                var path = work.pop();
                while (path != null && steps < MOST_STEPS && !ambiguous) {
                    path = step(path);
                }
            }
            var last = end;
            if (last == null || ambiguous || last.wrote(last.registers().rsp())) {
                return Optional.empty();
            }
            long slot = last.registers().rsp();
            var target = memory.apply(slot);
            return target.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new UnwindCodes.Caller(
                            slot,
                            last.registers()
                                    .withoutVolatile()
                                    .with(RIP, target.getAsLong())
                                    .with(RSP, slot + WORD),
                            Optional.empty()));
        }

        private @Nullable Path step(Path path) {
            steps++;
            var machine = path.machine();
            var states = visits.computeIfAbsent(path.rip(), ignored -> new HashSet<>());
            boolean knows = machine.registers().knows(RSP);
            if (states.size() > MOST_VISITS
                    || !states.add(knows ? machine.registers().rsp() : 0)) {
                return null;
            }
            var instruction = code.at(path.rip());
            if (instruction == null) {
                return null;
            }
            long next = path.rip() + instruction.length();
            return switch (instruction.flow()) {
                case NEXT, INTERRUPT, SYSTEM_CALL -> {
                    machine.apply(instruction);
                    yield new Path(next, machine);
                }
                case CONDITIONAL -> {
                    instruction.target(path.rip()).ifPresent(target -> work.push(new Path(target, machine.fork())));
                    yield new Path(next, machine);
                }
                case JUMP -> {
                    var target = instruction.target(path.rip());
                    yield target.isPresent() ? new Path(target.getAsLong(), machine) : null;
                }
                case CALL -> {
                    machine.called(probes(next) ? RAX : -1);
                    yield new Path(next, machine);
                }
                case RETURN -> returned(machine);
                case INTERRUPT_RETURN, STOP -> null;
            };
        }

        /// Whether `sub rsp,rax` follows: then the call was to a stack probe, which keeps the size it was told.
        private boolean probes(long after) {
            var next = code.at(after);
            return next != null && next.mnemonic() == Mnemonic.SUB && lowersBySize(next);
        }

        private static boolean lowersBySize(Instruction instruction) {
            return instruction.operands().get(0) instanceof Operand.RegisterOperand target
                    && target.register() == Register.RSP
                    && instruction.operands().get(1) instanceof Operand.RegisterOperand;
        }

        private @Nullable Path returned(WideMachine machine) {
            if (machine.registers().knows(RSP)) {
                var other = end;
                ambiguous = other != null
                        && other.registers().rsp() != machine.registers().rsp();
                end = machine;
            }
            return null;
        }
    }
}
