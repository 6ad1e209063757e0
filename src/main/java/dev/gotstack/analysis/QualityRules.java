package dev.gotstack.analysis;

import dev.gotstack.analysis.Finding.Severity;
import dev.gotstack.stack.Trust;
import dev.gotstack.windows.LoadedModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How far what is shown can be trusted.
final class QualityRules {
    private static final int MOST_MODULES = 20;

    private QualityRules() {}

    static Optional<Finding> reconstruction(Case facts) {
        var slots = facts.rebuilt().frames().stream()
                .filter(frame -> frame.returnSlot().isPresent())
                .toList();
        if (slots.isEmpty()) {
            return Optional.empty();
        }
        long certain = slots.stream()
                .filter(frame -> frame.evidence().trust() == Trust.CERTAIN)
                .count();
        var complete = facts.rebuilt().complete() ? "complete" : "incomplete";
        return Optional.of(new Finding(
                "reconstructed-stack",
                facts.rebuilt().complete() ? Severity.INFORMATION : Severity.WARNING,
                "The rebuilt stack is " + complete + ": " + Words.counted(slots.size(), "call") + ", " + certain
                        + " of them certain",
                facts.rebuilt().stop(),
                List.of("A debugger shows "
                        + Words.counted(facts.debugger().frames().size(), "frame") + ": "
                        + facts.debugger().stop())));
    }

    /// What a person decided is said wherever the stack is shown: it is no longer what the dump alone tells.
    static Optional<Finding> byHand(Case facts) {
        var corrections = facts.corrections();
        if (corrections.isEmpty()) {
            return Optional.empty();
        }
        var lines = new ArrayList<String>();
        corrections.pinned().stream().sorted().forEach(slot -> lines.add("Set by hand: " + word(facts, slot)));
        corrections.rejected().stream().sorted().forEach(slot -> lines.add("Ruled out by hand: " + word(facts, slot)));
        return Optional.of(new Finding(
                "set-by-hand",
                Severity.WARNING,
                "The rebuilt stack was corrected by hand: " + corrections.words(),
                "Frames, bytes and the chart go by these decisions; without them they would be different.",
                lines));
    }

    private static String word(Case facts, long slot) {
        var value = facts.kernel().space().pointer(slot);
        return Words.hex(slot) + " holds "
                + (value.isPresent()
                        ? Words.hex(value.getAsLong()) + ", "
                                + facts.kernel()
                                        .modules()
                                        .locate(value.getAsLong())
                                        .text()
                        : "nothing that can be read");
    }

    static Optional<Finding> missingSymbols(Case facts) {
        var without = facts.kernel().modules().all().stream()
                .filter(module -> !module.symbols().isComplete())
                .toList();
        if (without.isEmpty()) {
            return Optional.empty();
        }
        boolean kernel = without.contains(facts.kernel().modules().kernel().orElse(null));
        return Optional.of(new Finding(
                "missing-symbols",
                Severity.WARNING,
                (kernel ? "The kernel's symbols are missing or do not match" : "Symbols are missing")
                        + ": names may be wrong",
                "Calls are found without symbols, but functions are named after the nearest export, if at all.",
                reasons(without)));
    }

    /// Why each module has none. Small dumps leave out the headers of nearly all: those share a line.
    private static List<String> reasons(List<LoadedModule> without) {
        var headless =
                without.stream().filter(module -> module.image().isMissing()).toList();
        boolean folded = headless.size() > MOST_MODULES / 2;
        var lines = new ArrayList<>(without.stream()
                .filter(module -> !folded || !headless.contains(module))
                .map(module -> module.name() + ": "
                        + (module.symbols().tried().isEmpty()
                                ? "no place to look was given"
                                : String.join("; ", module.symbols().tried())))
                .limit(MOST_MODULES)
                .toList());
        if (folded) {
            lines.add(headless.size()
                    + " images whose headers are not in the dump, so that nothing says which symbols are" + " theirs");
        }
        return List.copyOf(lines);
    }
}
