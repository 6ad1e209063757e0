package dev.gotstack.stack;

import static dev.gotstack.stack.Machine.ESP;
import static dev.gotstack.stack.Machine.UNKNOWN;

import dev.gotstack.stack.Evidence.Alternative;
import dev.gotstack.text.Phrase;
import dev.gotstack.windows.Kernel;
import dev.gotstack.windows.KernelStack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the caller of a frame: the order of the methods, what their agreement is worth, and what is taken where they
/// differ.
///
/// Forward simulation comes first. Where it leaves several places open, unwind data, the call above, and how far a walk
/// gets decide. Where it has nothing to run, unwind data is taken, then what [Resync] finds. What a person pinned or
/// rejected goes before all of them.
final class Unwinder {
    private static final int MOST_ALTERNATIVES = 6;

    private final KernelStack stack;
    private final CodeView code;
    private final Corrections corrections;
    private final Candidates candidates;
    private final Resync resync;
    private final Proof proof;
    private final UnwindData unwindData;
    private boolean sure = true;

    Unwinder(
            Kernel kernel,
            KernelStack stack,
            CodeView code,
            ForwardSimulation simulation,
            Candidates candidates,
            Corrections corrections) {
        this.stack = stack;
        this.code = code;
        this.corrections = corrections;
        this.candidates = candidates;
        this.resync = new Resync(code, stack, simulation, candidates, kernel.types(), corrections);
        this.proof = new Proof(code, simulation, kernel.modules());
        this.unwindData = new UnwindData(code, kernel.modules(), stack);
    }

    /// A frame whose caller is sought.
    ///
    /// @param eip where it executes
    /// @param interrupted whether it was interrupted there; else it is in a call that returns there
    /// @param slot the slot that holds `eip`; 0 if it was interrupted
    /// @param callee where its callee executes, -1 if it was interrupted
    record Position(long eip, long[] registers, boolean interrupted, long slot, long callee) {}

    /// A caller with what speaks for it.
    record Found(Candidate candidate, Evidence evidence) {}

    /// The caller of a frame, or empty if nothing leads on.
    Optional<Found> caller(Position at) {
        long eip = at.interrupted() ? code.resumed(at.eip()) : at.eip();
        var simulated = candidates.simulated(eip, at.registers());
        var unwound = unwindData
                .caller(at.eip(), at.interrupted(), bottom(at), at.registers())
                .filter(candidate -> !corrections.rejected().contains(candidate.slot()))
                .orElse(null);
        var next = pinnedBefore(choose(at, simulated, unwound), at);
        if (next == null || next.slot() <= at.slot()) {
            return Optional.empty();
        }
        if (next.end() == ForwardSimulation.End.TRAP_RETURN) {
            return Optional.of(new Found(next, Evidence.of(Trust.STRONG, Evidence.Method.TRAP_FRAME)));
        }
        int others = Math.max(0, simulated.size() - 1);
        var evidence = proof.of(at.eip(), at.registers(), next, others, unwound);
        return Optional.of(new Found(next, limited(evidence).withAlternatives(lost(at, next, simulated, unwound))));
    }

    private @Nullable Candidate choose(Position at, List<Candidate> simulated, @Nullable Candidate unwound) {
        if (!simulated.isEmpty()) {
            return candidates.choose(at.eip(), at.registers(), simulated, unwound);
        }
        var lost = candidates.overwritten(at.eip(), at.registers());
        if (unwound != null && (lost.isEmpty() || lost.getAsLong() == unwound.slot())) {
            return unwound;
        }
        // Where the slot is known and was overwritten, what follows lies above it; unwind data would take the next word
        // that looks right.
        long from = lost.isPresent() ? Math.max(lowest(at), lost.getAsLong() + 4) : lowest(at);
        return resync.after(at.eip(), at.slot(), from, at.registers());
    }

    /// Where a walk goes on above a trap frame from user mode that is not the oldest, if the frame of the call back
    // into
    /// user mode cannot be read.
    @Nullable
    Candidate above(long trapFrameEnd) {
        sure = false;
        var registers = new long[8];
        Arrays.fill(registers, UNKNOWN);
        return resync.after(0, 0, trapFrameEnd, registers);
    }

    /// A frame is no surer than the walk that led to it: behind a guess, everything may belong to an older call whose
    /// remains are still whole.
    private Evidence limited(Evidence evidence) {
        var trust = evidence.trust();
        boolean limited = !sure && trust == Trust.CERTAIN;
        sure &= trust.compareTo(Trust.LIKELY) < 0;
        return limited ? evidence.limitedTo(Trust.STRONG, Phrase.of("evidence.not-sure-before")) : evidence;
    }

    /// The pinned slot that would be jumped over, if there is one.
    private @Nullable Candidate pinnedBefore(@Nullable Candidate next, Position at) {
        if (corrections.pinned().isEmpty()) {
            return next;
        }
        long end = next == null ? stack.base() : next.slot();
        long from = lowest(at);
        return corrections.pinned().stream()
                .filter(slot -> slot >= from && slot < end && stack.contains(slot))
                .sorted()
                .findFirst()
                .<Candidate>map(slot -> resync.pinned(slot, at.registers()))
                .orElse(next);
    }

    /// Lowest address at which the return slot can lie.
    private long lowest(Position at) {
        long from = Math.max(at.slot() + 4, stack.limit());
        return at.registers()[ESP] == UNKNOWN ? from : Math.max(from, at.registers()[ESP]);
    }

    /// Lowest address that is the frame's own: its stack pointer if it was interrupted, else the address behind what
    // its
    /// callee was given.
    private long bottom(Position at) {
        return at.interrupted() || at.slot() == 0
                ? at.registers()[ESP]
                : at.slot() + 4 + unwindData.parameters(at.callee());
    }

    /// The places that were not taken, and why.
    private List<Alternative> lost(
            Position at, Candidate taken, List<Candidate> simulated, @Nullable Candidate unwound) {
        var lost = new ArrayList<Alternative>();
        for (var candidate : simulated) {
            if (candidate.slot() != taken.slot()) {
                lost.add(alternative(candidate, why(at, candidate)));
            }
        }
        if (unwound != null && unwound.slot() != taken.slot()) {
            lost.add(alternative(unwound, Phrase.of("lost.code")));
        }
        if (simulated.isEmpty() && unwound == null) {
            lost.addAll(resync.passedOver(lowest(at), taken.slot()));
        }
        return List.copyOf(lost.subList(0, Math.min(lost.size(), MOST_ALTERNATIVES)));
    }

    private Phrase why(Position at, Candidate candidate) {
        if (candidates.entered(at.eip(), at.registers(), candidate) < 0) {
            return Phrase.of("lost.other-function");
        }
        return Phrase.of(candidates.reach(candidate) == 0 ? "lost.nothing-follows" : "lost.less-far");
    }

    private static Alternative alternative(Candidate candidate, Phrase why) {
        return new Alternative(candidate.slot(), candidate.returnAddress(), candidate.method(), why);
    }
}
