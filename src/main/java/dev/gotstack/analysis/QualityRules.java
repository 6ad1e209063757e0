package dev.gotstack.analysis;

import dev.gotstack.analysis.Finding.Severity;
import dev.gotstack.stack.Trust;
import dev.gotstack.text.Phrase;
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
        boolean complete = facts.rebuilt().complete();
        return Optional.of(new Finding(
                "reconstructed-stack",
                complete ? Severity.INFORMATION : Severity.WARNING,
                Phrase.of(
                        complete ? "finding.reconstructed-stack" : "finding.reconstructed-stack.incomplete",
                        Words.calls(slots.size()),
                        certain),
                facts.rebuilt().stop(),
                List.of(Phrase.of(
                        "finding.reconstructed-stack.debugger",
                        Words.frames(facts.debugger().frames().size()),
                        facts.debugger().stop()))));
    }

    /// What a person decided is said wherever the stack is shown: it is no longer what the dump alone tells.
    static Optional<Finding> byHand(Case facts) {
        var corrections = facts.corrections();
        if (corrections.isEmpty()) {
            return Optional.empty();
        }
        var lines = new ArrayList<Phrase>();
        corrections.pinned().stream()
                .sorted()
                .forEach(slot -> lines.add(Phrase.of("finding.set-by-hand.pinned", word(facts, slot))));
        corrections.rejected().stream()
                .sorted()
                .forEach(slot -> lines.add(Phrase.of("finding.set-by-hand.rejected", word(facts, slot))));
        return Optional.of(new Finding(
                "set-by-hand",
                Severity.WARNING,
                Phrase.of("finding.set-by-hand", corrections.words()),
                Phrase.of("finding.set-by-hand.why"),
                lines));
    }

    private static Phrase word(Case facts, long slot) {
        var value = facts.kernel().space().pointer(slot);
        return value.isPresent()
                ? Phrase.of(
                        "finding.set-by-hand.word",
                        Words.hex(slot),
                        Words.hex(value.getAsLong()),
                        facts.kernel().modules().locate(value.getAsLong()).text())
                : Phrase.of("finding.set-by-hand.unreadable", Words.hex(slot));
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
                Phrase.of(kernel ? "finding.missing-symbols.kernel" : "finding.missing-symbols"),
                Phrase.of("finding.missing-symbols.why"),
                reasons(without)));
    }

    /// Why each module has none. Small dumps leave out the headers of nearly all: those share a line.
    private static List<Phrase> reasons(List<LoadedModule> without) {
        var headless =
                without.stream().filter(module -> module.image().isMissing()).toList();
        boolean folded = headless.size() > MOST_MODULES / 2;
        var lines = new ArrayList<>(without.stream()
                .filter(module -> !folded || !headless.contains(module))
                .map(module -> module.symbols().tried().isEmpty()
                        ? Phrase.of("finding.missing-symbols.no-place", module.name())
                        : Phrase.data(module.name() + ": "
                                + String.join("; ", module.symbols().tried())))
                .limit(MOST_MODULES)
                .toList());
        if (folded) {
            lines.add(Phrase.of("finding.missing-symbols.headless", headless.size()));
        }
        return List.copyOf(lines);
    }
}
