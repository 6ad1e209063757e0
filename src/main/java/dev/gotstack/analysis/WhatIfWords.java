package dev.gotstack.analysis;

import dev.gotstack.stack.Cycle;
import dev.gotstack.stack.Omission.Called;
import dev.gotstack.stack.StackUsage;
import dev.gotstack.stack.WhatIf;
import dev.gotstack.text.Phrase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A what-if in words: the window, the chart and the commands say the same.
public final class WhatIfWords {
    private final StackUsage usage;
    private final WhatIf answer;

    private WhatIfWords(StackUsage usage, WhatIf answer) {
        this.usage = usage;
        this.answer = answer;
    }

    /// What would have been left, what that means for the fault, and what is assumed: one sentence each.
    public static List<Phrase> of(StackUsage usage, WhatIf answer) {
        return new WhatIfWords(usage, answer).sentences();
    }

    private List<Phrase> sentences() {
        if (answer.gone().isEmpty()) {
            return List.of(Phrase.of("what-if.nothing"));
        }
        var sentences = new ArrayList<Phrase>();
        sentences.add(result());
        sentences.add(verdict());
        sentences.add(assumption());
        remainingCycle().map(this::goesOn).ifPresent(sentences::add);
        return List.copyOf(sentences);
    }

    private Phrase result() {
        var omitted = new ArrayList<Object>(answer.omission().modules());
        answer.omission()
                .rounds()
                .forEach((index, kept) -> omitted.add(cycle(usage.cycles().get(index), kept)));
        var named = Phrase.list(omitted);
        var without = answer.omission().called() == Called.FALLS
                ? Phrase.of(isOne() ? "what-if.all-it-called" : "what-if.all-they-called", named)
                : named;
        var frames = Words.frames(answer.frames());
        var freed = Words.bytes(answer.freed());
        var size = Words.bytes(usage.size());
        return answer.headroom().ranOut()
                ? Phrase.of(
                        "what-if.result-at-fault",
                        without,
                        frames,
                        freed,
                        answer.left(),
                        size,
                        answer.headroom().left())
                : Phrase.of("what-if.result", without, frames, freed, answer.left(), size);
    }

    private static Phrase cycle(Cycle cycle, int kept) {
        return kept == 0
                ? Phrase.of("what-if.all-rounds", cycle.rounds())
                : Phrase.of("what-if.some-rounds", cycle.rounds() - kept, cycle.rounds());
    }

    private Phrase verdict() {
        var headroom = answer.headroom();
        var needed = Words.bytes(headroom.needed());
        return switch (answer.verdict()) {
            case AVOIDED ->
                Phrase.of(
                        headroom.whole() ? "what-if.avoided" : "what-if.avoided-at-most",
                        needed,
                        Words.bytes(answer.left() - headroom.needed()));
            case SAME ->
                Phrase.of(
                        headroom.whole() ? "what-if.same" : "what-if.same-at-least",
                        needed,
                        Words.bytes(headroom.needed() - answer.left()));
            case NEVER_CALLED -> Phrase.of(isOne() ? "what-if.never-called" : "what-if.never-called-many");
            case NOTHING_CHANGES -> Phrase.of("what-if.no-fault");
        };
    }

    private Phrase assumption() {
        return answer.omission().called() == Called.FALLS
                ? Phrase.of(isOne() ? "what-if.falls" : "what-if.falls-many")
                : Phrase.of(isOne() ? "what-if.stays" : "what-if.stays-many");
    }

    private boolean isOne() {
        return answer.omission().modules().size() == 1
                && answer.omission().rounds().isEmpty();
    }

    /// The largest cycle of which enough stays to go on.
    private Optional<Cycle> remainingCycle() {
        if (answer.omission().called() == Called.FALLS) {
            return Optional.empty();
        }
        return usage.cycles().stream()
                .filter(cycle ->
                        !answer.omission().rounds().containsKey(usage.cycles().indexOf(cycle)))
                .max(Comparator.comparingLong(Cycle::bytes));
    }

    private Phrase goesOn(Cycle cycle) {
        long gone = answer.gone().stream()
                .map(usage.slices()::get)
                .filter(slice -> slice.frame() >= cycle.first() && slice.frame() < cycle.end())
                .mapToLong(slice -> slice.bytes())
                .sum();
        long round = (cycle.bytes() - gone) / Math.max(1, cycle.rounds());
        return round <= 0
                ? Phrase.of(isOne() ? "what-if.rounds-gone" : "what-if.rounds-gone-many", cycle.rounds())
                : Phrase.of("what-if.rounds-go-on", cycle.rounds(), answer.freed() / round);
    }
}
