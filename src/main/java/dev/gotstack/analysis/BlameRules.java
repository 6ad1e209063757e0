package dev.gotstack.analysis;

import dev.gotstack.analysis.Finding.Severity;
import dev.gotstack.stack.Cycle;
import dev.gotstack.stack.ModuleUsage;
import dev.gotstack.stack.StackUsage;
import dev.gotstack.text.Phrase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who used the stack up: calls that repeat, a few huge frames, or many drivers of which none alone is to blame.
final class BlameRules {
    /// A repeated call sequence with more of the stack than this is what used it up.
    private static final int CYCLE_PERCENT = 50;
    /// A frame of this size is worth naming.
    private static final long HUGE_FRAME = 1024;

    private static final int HUGE_FRAMES_PERCENT = 50;
    /// Below this share, no company alone is to blame.
    private static final int BLAME_PERCENT = 40;

    private static final int MANY_MODULES = 5;

    private BlameRules() {}

    static Optional<Finding> cycle(Case facts) {
        var usage = facts.usage().orElse(null);
        if (usage == null || !facts.isOverflow()) {
            return Optional.empty();
        }
        var largest = usage.cycles().stream().max(Comparator.comparingLong(Cycle::bytes));
        if (largest.isEmpty() || largest.get().bytes() * 100 < usage.size() * CYCLE_PERCENT) {
            return Optional.empty();
        }
        var cycle = largest.get();
        return Optional.of(new Finding(
                "repeated-calls",
                Severity.CAUSE,
                Phrase.of("finding.repeated-calls", cycle.rounds(), Words.percent(cycle.bytes(), usage.size())),
                Phrase.of("finding.repeated-calls.why"),
                List.of(
                        Phrase.data(String.join(" → ", cycle.functions())),
                        Phrase.of(
                                "finding.repeated-calls.bytes",
                                Words.bytes(cycle.bytesPerRound()),
                                Words.bytes(cycle.bytes())))));
    }

    static Optional<Finding> hugeFrames(Case facts) {
        var usage = facts.usage().orElse(null);
        if (usage == null || !facts.isOverflow()) {
            return Optional.empty();
        }
        var huge = new ArrayList<Phrase>();
        long bytes = 0;
        for (int i = 0; i < facts.rebuilt().frames().size(); i++) {
            long size = usage.bytesOf(i);
            if (size >= HUGE_FRAME) {
                bytes += size;
                huge.add(Phrase.of(
                        "finding.share", facts.rebuilt().frames().get(i).code().function(), Words.bytes(size)));
            }
        }
        if (huge.isEmpty()) {
            return Optional.empty();
        }
        boolean cause = bytes * 100 >= usage.size() * HUGE_FRAMES_PERCENT;
        return Optional.of(new Finding(
                "large-frames",
                cause ? Severity.CAUSE : Severity.WARNING,
                Phrase.of("finding.large-frames", huge.size(), Words.percent(bytes, usage.size())),
                Phrase.of("finding.large-frames.why"),
                huge));
    }

    static Optional<Finding> manyDrivers(Case facts) {
        var usage = facts.usage().orElse(null);
        if (usage == null || !facts.isOverflow()) {
            return Optional.empty();
        }
        var companies = byCompany(facts, usage);
        long most = companies.values().stream().mapToLong(Long::longValue).max().orElse(0);
        if (companies.size() < 2
                || usage.modules().size() < MANY_MODULES
                || most * 100 >= usage.size() * BLAME_PERCENT) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                "many-drivers",
                Severity.CAUSE,
                Phrase.of("finding.many-drivers"),
                Phrase.of("finding.many-drivers.why"),
                companies.entrySet().stream()
                        .map(entry -> Phrase.of("finding.share", entry.getKey(), Words.bytes(entry.getValue())))
                        .toList()));
    }

    static Optional<Finding> biggestUsers(Case facts) {
        var usage = facts.usage().orElse(null);
        if (usage == null || usage.modules().isEmpty()) {
            return Optional.empty();
        }
        var companies = byCompany(facts, usage);
        var first = companies.entrySet().stream().findFirst();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        var company = first.get();
        var drivers = usage.modules().stream()
                .filter(module -> owner(module).equals(company.getKey()))
                .map(ModuleUsage::name)
                .toList();
        var share = Words.percent(company.getValue(), usage.size());
        var summary = company.getKey().isEmpty() || drivers.contains(company.getKey())
                ? Phrase.of("finding.stack-usage", Phrase.list(drivers), share)
                : Phrase.of("finding.stack-usage.company", Phrase.list(drivers), company.getKey(), share);
        return Optional.of(new Finding(
                "stack-usage",
                Severity.INFORMATION,
                summary,
                Phrase.NONE,
                usage.modules().stream().map(BlameRules::usageLine).toList()));
    }

    private static Phrase usageLine(ModuleUsage module) {
        var name = module.company().isEmpty() ? module.name() : module.name() + " (" + module.company() + ")";
        return Phrase.of("finding.stack-usage.share", name, Words.bytes(module.bytes()), Words.frames(module.frames()));
    }

    /// Bytes by company, most first; the kernel's own left out. Drivers without a company stand under their own names.
    private static Map<String, Long> byCompany(Case facts, StackUsage usage) {
        var sums = new LinkedHashMap<String, Long>();
        var kernel =
                facts.kernel().modules().kernel().map(module -> module.name()).orElse("nt");
        for (var module : usage.modules()) {
            if (!module.name().equals(kernel) && !module.name().equals(StackUsage.UNATTRIBUTED)) {
                sums.merge(owner(module), module.bytes(), Long::sum);
            }
        }
        var ordered = new LinkedHashMap<String, Long>();
        sums.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
        return ordered;
    }

    private static String owner(ModuleUsage module) {
        return module.company().isEmpty() ? module.name() : module.company();
    }
}
