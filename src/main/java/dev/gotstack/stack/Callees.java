package dev.gotstack.stack;

import dev.gotstack.disasm.Flow;
import dev.gotstack.disasm.Instruction;
import dev.gotstack.disasm.Operand;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What calls do to their caller's stack pointer, learned from the callees' code alone: the `n` of every `ret n` that
/// their control flow reaches.
final class Callees {
    private static final int MOST_INSTRUCTIONS = 6000;
    private static final int MOST_TABLE_ENTRIES = 256;
    /// Callees that call callees: deeper than this, a function counts as one that may return.
    private static final int MOST_DEPTH = 40;

    private final CodeView code;
    private final Map<Long, Set<Integer>> pops = new HashMap<>();
    private final Set<Long> unknown = new HashSet<>();

    Callees(CodeView code) {
        this.code = code;
    }

    /// Bytes of arguments that the function at `entry` may remove on return. Empty if it never returns; null if its
    /// code does not tell.
    @Nullable
    Set<Integer> pops(long entry) {
        return pops(entry, 0);
    }

    private @Nullable Set<Integer> pops(long entry, int depth) {
        var known = pops.get(entry);
        if (known != null) {
            return known;
        }
        // A function under examination that calls itself does not learn from itself.
        if (depth > MOST_DEPTH || !unknown.add(entry)) {
            return null;
        }
        var found = new Flood(entry, depth).run();
        if (found != null) {
            pops.put(entry, found);
            unknown.remove(entry);
        }
        return found;
    }

    /// The addresses an indirect jump or call through memory at a fixed place may reach: one import slot, or all
    /// entries of a jump table.
    List<Long> fixedTargets(Instruction instruction, long address) {
        if (!(instruction.operands().getFirst() instanceof Operand.Memory memory) || memory.base() != null) {
            return List.of();
        }
        if (memory.index() != null) {
            return memory.scale() == 4 ? tableEntries(memory.displacement() & Machine.MASK) : List.of();
        }
        if (memory.segmentOverridden()) {
            return List.of();
        }
        var target = code.word(memory.displacement() & Machine.MASK);
        return target.isPresent() && code.isCode(target.getAsLong()) ? List.of(target.getAsLong()) : List.of();
    }

    private List<Long> tableEntries(long table) {
        var targets = new ArrayList<Long>();
        for (int i = 0; i < MOST_TABLE_ENTRIES; i++) {
            var target = code.word(table + 4L * i);
            if (target.isEmpty() || !code.isCode(target.getAsLong())) {
                break;
            }
            if (!targets.contains(target.getAsLong())) {
                targets.add(target.getAsLong());
            }
        }
        return targets;
    }

    /// One walk over everything a function's control flow reaches. Calls are stepped over unless they never return.
    private final class Flood {
        private final int depth;
        private final Set<Long> seen = new HashSet<>();
        private final ArrayDeque<Long> work = new ArrayDeque<>();
        private final Set<Integer> returns = new TreeSet<>();
        private boolean incomplete;

        Flood(long entry, int depth) {
            this.depth = depth;
            work.push(entry);
        }

        @Nullable
        Set<Integer> run() {
            while (!work.isEmpty() && seen.size() < MOST_INSTRUCTIONS) {
                follow(work.pop());
            }
            incomplete |= !work.isEmpty();
            return incomplete && returns.isEmpty() ? null : returns;
        }

        private void follow(long start) {
            long at = start;
            while (at >= 0 && seen.add(at)) {
                var instruction = code.at(at);
                if (instruction == null) {
                    incomplete = true;
                    return;
                }
                at = next(instruction, at);
            }
        }

        /// Where this path goes on, or -1.
        private long next(Instruction instruction, long at) {
            long after = at + instruction.length();
            return switch (instruction.flow()) {
                case NEXT, INTERRUPT, SYSTEM_CALL -> after;
                case CALL -> returnsTo(instruction, at, after) ? after : -1;
                case JUMP -> jump(instruction, at);
                case CONDITIONAL -> {
                    instruction.target(at).ifPresent(work::push);
                    yield after;
                }
                case RETURN -> {
                    returns.add(instruction.returnPop());
                    yield -1;
                }
                case INTERRUPT_RETURN, STOP -> -1;
            };
        }

        private boolean returnsTo(Instruction call, long at, long after) {
            var target = call.target(at);
            if (target.isEmpty() || target.getAsLong() == after || !code.isCode(target.getAsLong())) {
                return true;
            }
            var callee = pops(target.getAsLong(), depth + 1);
            return callee == null || !callee.isEmpty();
        }

        private long jump(Instruction jump, long at) {
            var target = jump.target(at);
            if (target.isPresent()) {
                return target.getAsLong();
            }
            var targets = fixedTargets(jump, at);
            incomplete |= targets.isEmpty();
            targets.forEach(work::push);
            return -1;
        }
    }

    /// Whether an instruction removes a caller's arguments itself, as code does after a call of a `cdecl` function.
    boolean removesArguments(long address) {
        var instruction = code.at(address);
        return instruction != null
                && instruction.flow() == Flow.NEXT
                && instruction.mnemonic() == dev.gotstack.disasm.Mnemonic.ADD
                && instruction.operands().getFirst() instanceof Operand.RegisterOperand register
                && register.register() == dev.gotstack.disasm.Register.ESP;
    }
}
