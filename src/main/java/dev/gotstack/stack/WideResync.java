package dev.gotstack.stack;

import static dev.gotstack.stack.WideRegisters.RIP;
import static dev.gotstack.stack.WideRegisters.RSP;

import dev.gotstack.stack.Evidence.Alternative;
import dev.gotstack.stack.Evidence.Method;
import dev.gotstack.stack.UnwindCodes.Caller;
import dev.gotstack.stack.WideUnwinder.Way;
import dev.gotstack.text.Phrase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gets a walk of a 64-bit stack going again where neither unwind data nor code tells the caller: by weighing all words
/// above ([WideTiling]), which is done once for a stack.
final class WideResync {
    private static final int WORD = 8;

    private final WideUnwinder unwinder;
    private final Corrections corrections;
    private final Map<StackBounds, WideTiling> tilings = new HashMap<>();

    WideResync(WideUnwinder unwinder, Corrections corrections) {
        this.unwinder = unwinder;
        this.corrections = corrections;
    }

    /// What was found.
    ///
    /// @param ahead how many frames follow it without a guess
    record Found(Way way, int ahead) {}

    /// The next return slot.
    ///
    /// @param registers where the frame executes whose return address is sought
    /// @param from lowest address at which it may lie
    Optional<Found> after(StackBounds bounds, WideRegisters registers, long from) {
        var tiling = tiling(bounds);
        var word = tiling.after(registers.rip(), from);
        return word == null
                ? Optional.empty()
                : Optional.of(new Found(
                        new Way(Method.SCAN, new Caller(word.slot(), WideTiling.registers(word), Optional.empty())),
                        tiling.ahead(word)));
    }

    /// A slot that a person pinned, whatever it holds.
    Way pinned(long slot, WideRegisters registers) {
        var caller = registers
                .withoutVolatile()
                .with(RIP, unwinder.memory().apply(slot))
                .with(RSP, slot + WORD);
        return new Way(Method.BY_HAND, new Caller(slot, caller, Optional.empty()));
    }

    /// Words that may be return addresses and were not taken, nearest to the taken one first.
    List<Alternative> passedOver(StackBounds bounds, long from, long taken) {
        return tiling(bounds).between(from, taken).reversed().stream()
                .map(word -> new Alternative(word.slot(), word.value(), Method.SCAN, Phrase.of("lost.fits-less")))
                .toList();
    }

    private WideTiling tiling(StackBounds bounds) {
        return tilings.computeIfAbsent(bounds, stack -> new WideTiling(unwinder, stack, corrections));
    }
}
