package dev.gotstack.analysis;

import dev.gotstack.stack.Cycle;
import dev.gotstack.stack.Omission.Called;
import dev.gotstack.stack.StackUsage;
import dev.gotstack.stack.WhatIf;
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
    public static List<String> of(StackUsage usage, WhatIf answer) {
        return new WhatIfWords(usage, answer).sentences();
    }

    private List<String> sentences() {
        if (answer.gone().isEmpty()) {
            return List.of("No frame on this stack is left out.");
        }
        var sentences = new ArrayList<String>();
        sentences.add(result());
        sentences.add(verdict());
        sentences.add(assumption());
        remainingCycle().map(this::goesOn).ifPresent(sentences::add);
        return List.copyOf(sentences);
    }

    private String result() {
        var omitted = new ArrayList<>(answer.omission().modules());
        answer.omission()
                .rounds()
                .forEach((index, kept) -> omitted.add(cycle(usage.cycles().get(index), kept)));
        var all = answer.omission().called() == Called.FALLS ? " and all " + they() + " called" : "";
        return "Without " + Words.list(omitted) + all + " (" + Words.counted(answer.frames(), "frame") + ", "
                + Words.bytes(answer.freed()) + "), " + Words.count(answer.left()) + " of "
                + Words.bytes(usage.size()) + " would have been free"
                + (answer.headroom().ranOut()
                        ? " at the fault, not " + Words.count(answer.headroom().left())
                        : "")
                + ".";
    }

    private static String cycle(Cycle cycle, int kept) {
        return kept == 0
                ? "the calls that repeat " + cycle.rounds() + " times"
                : cycle.rounds() - kept + " of the " + cycle.rounds() + " rounds of repeated calls";
    }

    private String verdict() {
        var headroom = answer.headroom();
        var needed = (headroom.whole() ? "" : "at least ") + Words.bytes(headroom.needed());
        return switch (answer.verdict()) {
            case AVOIDED ->
                "The fault needed " + needed + ": the same fault would not have happened; "
                        + (headroom.whole() ? "" : "up to ") + Words.bytes(answer.left() - headroom.needed())
                        + " would have remained.";
            case SAME ->
                "The fault needed " + needed + ": it would still have happened, "
                        + Words.bytes(headroom.needed() - answer.left()) + " short.";
            case NEVER_CALLED ->
                "The code that faulted was called through " + them() + " and would not have run: the same fault would"
                        + " not have happened.";
            case NOTHING_CHANGES -> "The stack did not run out here, so that there is no fault to avoid.";
        };
    }

    private String assumption() {
        return answer.omission().called() == Called.FALLS
                ? "Assumed: what " + they() + " called would not have been called by others."
                : "Assumed: what " + they() + " called would have been called all the same, in frames as large.";
    }

    private String they() {
        return isOne() ? "it" : "they";
    }

    private String them() {
        return isOne() ? "it" : "them";
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

    private String goesOn(Cycle cycle) {
        long gone = answer.gone().stream()
                .map(usage.slices()::get)
                .filter(slice -> slice.frame() >= cycle.first() && slice.frame() < cycle.end())
                .mapToLong(slice -> slice.bytes())
                .sum();
        long round = (cycle.bytes() - gone) / Math.max(1, cycle.rounds());
        return round <= 0
                ? "The calls that repeat " + cycle.rounds() + " times would be gone with " + them() + "."
                : "Whether the calls that repeat " + cycle.rounds()
                        + " times would have ended is unknown; what is freed" + " holds "
                        + Words.counted(answer.freed() / round, "more round") + ".";
    }
}
