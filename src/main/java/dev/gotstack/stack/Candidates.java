package dev.gotstack.stack;

import static dev.gotstack.stack.Machine.EBP;
import static dev.gotstack.stack.Machine.ESP;
import static dev.gotstack.stack.Machine.UNKNOWN;

import dev.gotstack.windows.KernelStack;
import java.util.ArrayList;
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
    private static final Comparator<Candidate> SUREST =
            Comparator.comparingInt(Candidate::guesses).thenComparingLong(Candidate::slot);
    private static final int LOOK_AHEAD = 6;
    private static final int RESYNC_LOOK_AHEAD = 12;
    /// A walk that comes this far from a scanned word is taken for real.
    private static final int RESYNC_MINIMUM = 4;
    /// Words above the last good stack pointer that are tried.
    private static final int RESYNC_WORDS = 600;
    private static final int REACHED_ENTRY = 100;
    private static final int[] RESYNC_POPS = {0, 4, 8, 12, 16, 20, 24, 32};
    private static final int TRAP_CONTEXT = 12;

    private final CodeView code;
    private final ForwardSimulation simulation;
    private final KernelStack stack;
    private final Corrections corrections;
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
        return best.values().stream().sorted(SUREST).toList();
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
        return code.followsCall(target)
                ? new Candidate(
                        Evidence.Method.FORWARD_SIMULATION,
                        slot,
                        target,
                        outcome.callerRegisters(),
                        outcome.guesses(),
                        outcome.end())
                : null;
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

    /// The best of several candidates: the one that unwind data names too, else the one from which a walk gets
    /// furthest.
    Candidate choose(List<Candidate> candidates, @Nullable Candidate unwound) {
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
                .max(Comparator.comparingInt((Candidate candidate) -> lookAhead(candidate, LOOK_AHEAD))
                        .thenComparing(SUREST.reversed()))
                .orElseThrow();
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
                var next = simulated(at.returnAddress(), at.registers());
                if (next.isEmpty()) {
                    return frames;
                }
                at = next.getFirst();
            }
            return most;
        });
    }

    /// What the frame pointer says: a saved frame pointer with a return address above it. Null if it says nothing.
    @Nullable
    Candidate byFramePointer(long[] registers) {
        long ebp = registers[EBP];
        if (ebp == UNKNOWN || !stack.contains(ebp) || ebp < registers[ESP] || ebp % 4 != 0) {
            return null;
        }
        long target = code.space().value(ebp + 4, 4).orElse(0);
        if (!stack.contains(ebp + 4) || corrections.rejected().contains(ebp + 4) || !code.followsCall(target)) {
            return null;
        }
        var caller = unknownRegisters();
        caller[ESP] = ebp + 8;
        caller[EBP] = code.space().value(ebp, 4).orElse(UNKNOWN);
        return new Candidate(Evidence.Method.FRAME_POINTER, ebp + 4, target, caller, 0, ForwardSimulation.End.RETURN);
    }

    /// The first word at or above `from` that follows a call and from which a walk gets far. Null if there is none.
    @Nullable
    Candidate byScan(long from, long[] registers) {
        Candidate best = null;
        int bestScore = RESYNC_MINIMUM - 1;
        long start = Math.max(from, stack.limit()) & ~3L;
        long end = Math.min(stack.base(), start + 4L * RESYNC_WORDS);
        for (long slot = start; slot < end && bestScore < RESYNC_LOOK_AHEAD; slot += 4) {
            long target = code.space().value(slot, 4).orElse(0);
            if (!code.followsCall(target) || corrections.rejected().contains(slot)) {
                continue;
            }
            for (var candidate : scanned(slot, target, registers)) {
                int score = lookAhead(candidate, RESYNC_LOOK_AHEAD);
                if (score > bestScore) {
                    best = candidate;
                    bestScore = score;
                }
            }
        }
        return best;
    }

    /// A slot that a person pinned, whatever it holds.
    Candidate atPinned(long slot, long[] registers) {
        long target = code.space().value(slot, 4).orElse(0);
        var best = scanned(slot, target, registers).stream()
                .max(Comparator.comparingInt(candidate -> lookAhead(candidate, RESYNC_LOOK_AHEAD)))
                .orElseThrow();
        return new Candidate(Evidence.Method.BY_HAND, slot, target, best.registers(), 0, ForwardSimulation.End.RETURN);
    }

    /// The caller's registers are not known behind a scanned slot: every usual count of arguments is tried, with the
    /// old frame pointer and with the word below the slot as saved frame pointer.
    private List<Candidate> scanned(long slot, long target, long[] registers) {
        var framePointers = new ArrayList<Long>();
        for (long ebp :
                new long[] {registers[EBP], code.space().value(slot - 4, 4).orElse(UNKNOWN)}) {
            long usable = ebp != UNKNOWN && ebp > slot && stack.contains(ebp) ? ebp : UNKNOWN;
            if (!framePointers.contains(usable)) {
                framePointers.add(usable);
            }
        }
        var candidates = new ArrayList<Candidate>();
        for (int pop : RESYNC_POPS) {
            for (long ebp : framePointers) {
                var caller = unknownRegisters();
                caller[ESP] = slot + 4 + pop;
                caller[EBP] = ebp;
                candidates.add(
                        new Candidate(Evidence.Method.SCAN, slot, target, caller, 1, ForwardSimulation.End.RETURN));
            }
        }
        return candidates;
    }

    private static long[] unknownRegisters() {
        var registers = new long[8];
        Arrays.fill(registers, UNKNOWN);
        return registers;
    }
}
