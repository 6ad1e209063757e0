package dev.gotstack.stack;

import static dev.gotstack.stack.Machine.EBP;
import static dev.gotstack.stack.Machine.ESP;
import static dev.gotstack.stack.Machine.UNKNOWN;

import dev.gotstack.windows.KernelStack;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The places to which a frame may return, best first, found by forward simulation or, where that leads nowhere, by the
/// frame pointer and by trying every word above that follows a call. What several candidates leave open is decided by
/// how far a walk gets from each.
final class Candidates {
    private static final int LOOK_AHEAD = 6;
    private static final int REACHED_ENTRY = 100;
    private static final int TRAP_CONTEXT = 12;

    private final CodeView code;
    private final ForwardSimulation simulation;
    private final KernelStack stack;
    private final Corrections corrections;
    private final Comparator<Candidate> surest = Comparator.comparingInt(Candidate::guesses)
            .thenComparing(this::isVerified, Comparator.reverseOrder())
            .thenComparingLong(Candidate::slot);
    private final Map<Long, Integer> lookedAhead = new HashMap<>();

    Candidates(CodeView code, ForwardSimulation simulation, KernelStack stack, Corrections corrections) {
        this.code = code;
        this.simulation = simulation;
        this.stack = stack;
        this.corrections = corrections;
    }

    /// Where forward simulation says the frame at `eip` returns to: each place once, the surest first.
    List<Candidate> simulated(long eip, long[] registers) {
        var best = new HashMap<List<Long>, Candidate>();
        for (var outcome : simulation.outcomes(eip, registers)) {
            var candidate = candidate(outcome);
            if (candidate != null) {
                var key = List.of(candidate.slot(), candidate.registers()[ESP]);
                best.merge(key, candidate, (a, b) -> a.guesses() <= b.guesses() ? a : b);
            }
        }
        return best.values().stream().sorted(surest).toList();
    }

    private @Nullable Candidate candidate(ForwardSimulation.Outcome outcome) {
        long slot = outcome.slot();
        if (!stack.contains(slot)
                || outcome.overwritten()
                || corrections.rejected().contains(slot)) {
            return null;
        }
        long target = code.space().value(slot, 4).orElse(0);
        if (outcome.end() == ForwardSimulation.End.TRAP_RETURN) {
            return trapReturn(outcome, target);
        }
        return code.verdict(target) == CodeView.Verdict.NONE
                ? null
                : new Candidate(
                        Evidence.Method.FORWARD_SIMULATION,
                        slot,
                        target,
                        outcome.callerRegisters(),
                        outcome.guesses(),
                        outcome.end());
    }

    private boolean isVerified(Candidate candidate) {
        return candidate.end() == ForwardSimulation.End.TRAP_RETURN
                || code.verdict(candidate.returnAddress()) == CodeView.Verdict.CALLED;
    }

    private @Nullable Candidate trapReturn(ForwardSimulation.Outcome outcome, long eip) {
        long slot = outcome.slot();
        long cs = code.space().value(slot + 4, 4).orElse(0) & 0xffff;
        long flags = code.space().value(slot + 8, 4).orElse(0);
        boolean user = cs == 0x1b;
        boolean kernel = cs == 0x8 && code.isCode(eip);
        if (!user && !kernel || (flags & 2) == 0) {
            return null;
        }
        var registers = outcome.registers().clone();
        registers[ESP] = user ? code.space().value(slot + TRAP_CONTEXT, 4).orElse(0) : slot + TRAP_CONTEXT;
        return new Candidate(
                Evidence.Method.FORWARD_SIMULATION, slot, eip, registers, outcome.guesses(), outcome.end());
    }

    /// Whether a trap return leads back to user mode: the end of a kernel stack.
    boolean returnsToUser(Candidate candidate) {
        return candidate.end() == ForwardSimulation.End.TRAP_RETURN
                && (code.space().value(candidate.slot() + 4, 4).orElse(0) & 3) == 3;
    }

    /// The best of several candidates for the frame at `eip`: the one that unwind data names too, else the one that the
    /// call above it enters with just this depth, else the one from which a walk gets furthest.
    Candidate choose(long eip, long[] registers, List<Candidate> candidates, @Nullable Candidate unwound) {
        if (candidates.size() == 1) {
            return candidates.getFirst();
        }
        if (unwound != null) {
            var agreed = candidates.stream()
                    .filter(candidate -> candidate.slot() == unwound.slot())
                    .toList();
            if (agreed.size() == 1) {
                return agreed.getFirst();
            }
        }
        return candidates.stream()
                .max(Comparator.comparing((Candidate candidate) -> entered(eip, registers, candidate))
                        .thenComparingInt(candidate -> lookAhead(candidate, LOOK_AHEAD))
                        .thenComparing(surest.reversed()))
                .orElseThrow();
    }

    /// Whether the call that a candidate returns to enters the frame with just the depth it has: 1, 0 if that cannot be
    /// told, -1 if it does not.
    int entered(long eip, long[] registers, Candidate candidate) {
        var callee = code.calleeOf(candidate.returnAddress());
        if (candidate.end() != ForwardSimulation.End.RETURN || callee.isEmpty() || !code.isCode(callee.getAsLong())) {
            return 0;
        }
        return switch (simulation
                .arrive(callee.getAsLong(), candidate.slot(), eip, registers[ESP], registers[EBP])
                .reach()) {
            case YES -> 1;
            case UNKNOWN -> 0;
            case NO -> -1;
        };
    }

    /// How far a walk gets from a candidate.
    int reach(Candidate candidate) {
        return lookAhead(candidate, LOOK_AHEAD);
    }

    /// How many frames a simple walk finds from a candidate, at most `most`; a great number if it reaches user mode.
    private int lookAhead(Candidate start, int most) {
        long key = (start.returnAddress() * 31 + Arrays.hashCode(start.registers())) * 31 + most;
        return lookedAhead.computeIfAbsent(key, ignored -> {
            var at = start;
            for (int frames = 0; frames < most; frames++) {
                if (returnsToUser(at)) {
                    return REACHED_ENTRY;
                }
                var next = isVerified(at) ? simulated(at.returnAddress(), at.registers()) : linked(at.registers());
                if (next.isEmpty()) {
                    return isVerified(at) ? frames : frames + 1;
                }
                at = next.getFirst();
            }
            return most;
        });
    }

    /// What the frame pointer says: a saved frame pointer with a return address above it.
    List<Candidate> linked(long[] registers) {
        long ebp = registers[EBP];
        if (ebp == UNKNOWN || ebp % 4 != 0 || !stack.contains(ebp + 4) || ebp < registers[ESP]) {
            return List.of();
        }
        long target = code.space().value(ebp + 4, 4).orElse(0);
        if (code.verdict(target) == CodeView.Verdict.NONE
                || corrections.rejected().contains(ebp + 4)) {
            return List.of();
        }
        var caller = new long[8];
        Arrays.fill(caller, UNKNOWN);
        caller[ESP] = ebp + 8;
        caller[EBP] = code.space().value(ebp, 4).orElse(UNKNOWN);
        return List.of(
                new Candidate(Evidence.Method.FRAME_POINTER, ebp + 4, target, caller, 0, ForwardSimulation.End.RETURN));
    }
}
