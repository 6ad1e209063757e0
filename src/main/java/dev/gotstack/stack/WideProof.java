package dev.gotstack.stack;

import dev.gotstack.stack.Evidence.Method;
import dev.gotstack.stack.UnwindCodes.Caller;
import dev.gotstack.stack.WideUnwinder.Way;
import dev.gotstack.stack.WideUnwinder.Ways;
import dev.gotstack.text.Phrase;
import java.util.ArrayList;
import java.util.List;

/// Weighs a return slot of a 64-bit frame: looks for independent signs that confirm or contradict it.
final class WideProof {
    private static final int CALL_ALIGNMENT = 16;
    private static final int SLOT_REMAINDER = 8;

    private final WideUnwinder unwinder;

    WideProof(WideUnwinder unwinder) {
        this.unwinder = unwinder;
    }

    /// The evidence for a frame's return slot.
    ///
    /// @param registers where the frame executes
    /// @param chosen the way taken
    /// @param ways all ways that were found
    /// @param ahead how many frames follow from there without a guess; counts for a scan only
    Evidence of(WideRegisters registers, boolean interrupted, Way chosen, Ways ways, int ahead) {
        var confirms = new ArrayList<Phrase>();
        var contradicts = new ArrayList<Phrase>();
        var caller = chosen.caller();
        long target = caller.registers().rip();
        var call = unwinder.code().callBefore(target);
        call.ifPresent(site -> confirms.add(Phrase.of("evidence.call-before", Proof.words(site.form()))));
        boolean entered = call.isPresent() && unwinder.isCallOf(target, registers.rip(), interrupted);
        if (entered) {
            confirms.add(Phrase.of("evidence.call-of-this"));
        }
        boolean agreed = agreed(chosen, ways, confirms, contradicts);
        if (!chosen.guess().isEmpty()) {
            contradicts.add(chosen.guess());
        }
        if (chosen.method() == Method.SCAN && ahead > 0) {
            confirms.add(Phrase.of("evidence.frames-follow", ahead));
        }
        boolean called = unwinder.code().verdict(target) == CodeView.Verdict.CALLED;
        if (!called) {
            contradicts.add(Phrase.of("evidence.no-code-before"));
        }
        if (chosen.method() == Method.SCAN && (caller.slot() & CALL_ALIGNMENT - 1) != SLOT_REMAINDER) {
            contradicts.add(Phrase.of("evidence.not-aligned"));
        }
        return new Evidence(trust(chosen, called, entered, agreed, ahead), chosen.method(), confirms, contradicts);
    }

    private static boolean agreed(Way chosen, Ways ways, List<Phrase> confirms, List<Phrase> contradicts) {
        var other =
                (chosen.method() == Method.FORWARD_SIMULATION ? ways.described() : ways.simulated()).map(Way::caller);
        if (other.isEmpty() || chosen.method() == Method.SCAN || chosen.method() == Method.BY_HAND) {
            return false;
        }
        if (other.map(Caller::slot).get() == chosen.caller().slot()) {
            confirms.add(Phrase.of("evidence.run-forward"));
            return true;
        }
        contradicts.add(Phrase.of(
                "evidence.run-forward-other", Long.toHexString(other.get().slot())));
        return false;
    }

    private static Trust trust(Way chosen, boolean called, boolean entered, boolean agreed, int ahead) {
        boolean guessed = !chosen.guess().isEmpty();
        return switch (chosen.method()) {
            case UNWIND_DATA, LEAF_FUNCTION -> {
                if (guessed) {
                    yield entered ? Trust.STRONG : Trust.LIKELY;
                }
                yield called && (entered || agreed) ? Trust.CERTAIN : Trust.STRONG;
            }
            case FORWARD_SIMULATION -> called && entered ? Trust.CERTAIN : called ? Trust.STRONG : Trust.LIKELY;
            case BY_HAND -> entered ? Trust.STRONG : Trust.LIKELY;
            default -> called && (entered || ahead > 1) ? Trust.LIKELY : Trust.WEAK;
        };
    }
}
