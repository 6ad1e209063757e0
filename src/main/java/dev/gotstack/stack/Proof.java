package dev.gotstack.stack;

import static dev.gotstack.stack.Machine.EBP;
import static dev.gotstack.stack.Machine.ESP;

import dev.gotstack.disasm.CallSite;
import dev.gotstack.text.Phrase;
import dev.gotstack.windows.Modules;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Weighs a return slot once it is found: looks for independent signs that confirm or contradict it.
final class Proof {
    private static final int MOST_STARTS = 4;

    private final CodeView code;
    private final ForwardSimulation simulation;
    private final Modules modules;

    Proof(CodeView code, ForwardSimulation simulation, Modules modules) {
        this.code = code;
        this.simulation = simulation;
        this.modules = modules;
    }

    /// The evidence for a frame's return slot.
    ///
    /// @param eip where the frame executes
    /// @param registers its registers there
    /// @param chosen the slot taken
    /// @param others how many other places its code could return to
    /// @param unwound what unwind data says, if there is any
    Evidence of(long eip, long[] registers, Candidate chosen, int others, @Nullable Candidate unwound) {
        var confirms = new ArrayList<Phrase>();
        var contradicts = new ArrayList<Phrase>();
        code.callBefore(chosen.returnAddress())
                .ifPresent(call -> confirms.add(Phrase.of("evidence.call-before", words(call.form()))));
        boolean described = described(chosen, unwound, confirms, contradicts);
        // What two witnesses agree on needs no third; it is heard where that costs nothing.
        boolean settled = described && others == 0 && chosen.method() == Evidence.Method.FORWARD_SIMULATION;
        boolean entered = enteredFrom(eip, registers, chosen, settled, confirms);
        if (registers[EBP] == chosen.slot() - 4) {
            confirms.add(Phrase.of("evidence.frame-pointer"));
        }
        if (others > 0) {
            contradicts.add(Phrase.of("evidence.other-slots", others));
        }
        if (chosen.guesses() > 0 && chosen.method() == Evidence.Method.FORWARD_SIMULATION) {
            contradicts.add(Phrase.of("evidence.guessed-calls", chosen.guesses()));
        }
        if (code.verdict(chosen.returnAddress()) == CodeView.Verdict.UNVERIFIABLE) {
            contradicts.add(Phrase.of("evidence.no-code-before"));
        }
        boolean denied = unwound != null && !described;
        if (isAmongEqual(chosen)) {
            contradicts.add(Phrase.of("evidence.same-around"));
            denied = true;
        }
        return new Evidence(trust(chosen, entered, described, denied, others), chosen.method(), confirms, contradicts);
    }

    /// Whether the words on both sides of the slot are equal to it: memory that was filled, no stack.
    private boolean isAmongEqual(Candidate chosen) {
        return code.space().value(chosen.slot() - 4, 4).orElse(-1) == chosen.returnAddress()
                && code.space().value(chosen.slot() + 4, 4).orElse(-1) == chosen.returnAddress();
    }

    /// Whether unwind data gives the slot taken.
    private static boolean described(
            Candidate chosen, @Nullable Candidate unwound, List<Phrase> confirms, List<Phrase> contradicts) {
        if (unwound == null) {
            return false;
        }
        if (unwound.slot() != chosen.slot()) {
            contradicts.add(
                    Phrase.of("evidence.pdb-other-slot", unwound.method().words(), Long.toHexString(unwound.slot())));
            return false;
        }
        if (unwound.method() != chosen.method()) {
            confirms.add(Phrase.of("evidence.pdb-same-slot", unwound.method().words()));
        }
        return true;
    }

    /// The frame pointer is no second witness: code that has one was simulated by it.
    private static Trust trust(Candidate chosen, boolean entered, boolean described, boolean denied, int others) {
        return switch (chosen.method()) {
            case FORWARD_SIMULATION -> {
                if (!denied && (entered || described && others == 0)) {
                    yield Trust.CERTAIN;
                }
                yield others == 0 && chosen.guesses() == 0 ? Trust.STRONG : Trust.LIKELY;
            }
            case FRAME_DATA, FPO_DATA -> entered ? Trust.CERTAIN : Trust.STRONG;
            case FRAME_POINTER, BY_HAND -> entered ? Trust.STRONG : Trust.LIKELY;
            default -> entered ? Trust.LIKELY : Trust.WEAK;
        };
    }

    /// The proof from the caller's side: run from the function's entry, its code comes to `eip` with just this depth.
    private boolean enteredFrom(long eip, long[] registers, Candidate chosen, boolean settled, List<Phrase> confirms) {
        var callee = code.calleeOf(chosen.returnAddress());
        if (callee.isPresent()) {
            boolean reached = reaches(callee.getAsLong(), chosen, eip, registers, settled);
            if (reached) {
                confirms.add(Phrase.of(
                        "evidence.call-leads-here",
                        modules.locate(callee.getAsLong()).text()));
            }
            return reached;
        }
        for (long start : functionStarts(eip)) {
            if (reaches(start, chosen, eip, registers, settled)) {
                confirms.add(Phrase.of(
                        "evidence.start-leads-here", modules.locate(start).text()));
                return true;
            }
        }
        return false;
    }

    private boolean reaches(long entry, Candidate chosen, long eip, long[] registers, boolean byCodeOnly) {
        var arrival = byCodeOnly
                ? simulation.arriveByCode(entry, chosen.slot(), eip, registers[ESP], registers[EBP])
                : simulation.arrive(entry, chosen.slot(), eip, registers[ESP], registers[EBP]);
        return arrival.reach() == ForwardSimulation.Reach.YES;
    }

    static Phrase words(CallSite.Form form) {
        return Phrase.of(
                switch (form) {
                    case DIRECT -> "call.direct";
                    case INDIRECT_SLOT -> "call.slot";
                    case INDIRECT_MEMORY -> "call.memory";
                    case INDIRECT_REGISTER -> "call.register";
                    case FAR -> "call.far";
                    case SYSTEM_CALL -> "call.system";
                });
    }

    /// Where the function that executes at `eip` may start: its symbol, or places before it that look like starts.
    private List<Long> functionStarts(long eip) {
        var here = modules.locateReturn(eip);
        var module = here.module();
        var symbol = here.symbol();
        if (module == null) {
            return List.of();
        }
        var starts = new ArrayList<Long>();
        if (symbol != null) {
            starts.add(module.base() + symbol.rva());
        }
        starts.addAll(code.startsBefore(eip, MOST_STARTS));
        return starts;
    }
}
