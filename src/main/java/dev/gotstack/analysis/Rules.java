package dev.gotstack.analysis;

import dev.gotstack.analysis.Finding.Severity;
import dev.gotstack.stack.Cycle;
import dev.gotstack.stack.ModuleUsage;
import dev.gotstack.stack.StackUsage;
import dev.gotstack.stack.Trust;
import dev.gotstack.symbol.ModuleSymbols;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All rules, in the order in which their findings are shown.
final class Rules {
    /// A repeated call sequence with more of the stack than this is what used it up.
    private static final int CYCLE_PERCENT = 50;
    /// A frame of this size is worth naming.
    private static final long HUGE_FRAME = 1024;
    private static final int HUGE_FRAMES_PERCENT = 50;
    /// Below this share, no company alone is to blame.
    private static final int BLAME_PERCENT = 40;
    private static final int MANY_MODULES = 5;

    static final List<Rule> ALL = List.of(
            Rules::overflow,
            Rules::lostStackPointer,
            Rules::cycle,
            Rules::hugeFrames,
            Rules::manyDrivers,
            Rules::biggestUsers,
            Rules::ordinaryFirstFault,
            Rules::reconstruction,
            Rules::missingSymbols);

    private Rules() {}

    private static Optional<Finding> overflow(Case facts) {
        if (!facts.isOverflow()) {
            return Optional.empty();
        }
        var stack = facts.stack().orElseThrow();
        var evidence = new ArrayList<String>();
        facts.belowLimit()
                .ifPresent(bytes ->
                        evidence.add("esp " + Words.hex(facts.registers().stackPointer()) + " lies "
                                + Words.bytes(bytes) + " below the stack's limit " + Words.hex(stack.limit())));
        if (facts.cr2InGuardPage()) {
            evidence.add("cr2 " + Words.hex(facts.cr2().orElse(0))
                    + ", the last address that faulted, is in the guard page");
        }
        stack.guard()
                .ifPresent(page -> evidence.add("Guard page " + Words.hex(page.start()) + " to "
                        + Words.hex(stack.limit() - 1) + ": " + page.hole().detail()));
        if (facts.isDoubleFault()) {
            evidence.add("Bug check 0x7F with parameter 8: a fault could not be delivered");
        }
        var explanation = "The kernel stack of thread "
                + Words.hex(facts.thread().orElseThrow().address()) + " has " + Words.bytes(stack.size())
                + ". When it was full, the processor could not even report a page fault.";
        return Optional.of(new Finding(
                "stack-overflow", Severity.CAUSE, "The thread ran out of kernel stack", explanation, evidence));
    }

    private static Optional<Finding> lostStackPointer(Case facts) {
        if (!facts.isDoubleFault() || !facts.stackPointerIsLost()) {
            return Optional.empty();
        }
        var stack = facts.stack().orElseThrow();
        long esp = facts.registers().stackPointer();
        var evidence = new ArrayList<>(List.of(
                "esp " + Words.hex(esp) + " is outside " + Words.hex(stack.limit()) + " to " + Words.hex(stack.base())
                        + " and not near its limit",
                "ebp " + Words.hex(facts.registers().framePointer())));
        for (int bit = 0; bit < 32; bit++) {
            long changed = esp ^ 1L << bit;
            if (stack.contains(changed)) {
                evidence.add("With bit " + bit + " changed, esp would be " + Words.hex(changed) + ", on the stack");
            }
        }
        return Optional.of(new Finding(
                "damaged-stack-pointer",
                Severity.CAUSE,
                "The stack pointer was damaged; the stack did not run out",
                "A stack that runs out leaves its pointer just below its limit. This one points elsewhere: code or"
                        + " hardware changed it.",
                evidence));
    }

    private static Optional<Finding> cycle(Case facts) {
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
                "One call sequence repeats " + cycle.rounds() + " times and takes "
                        + Words.percent(cycle.bytes(), usage.size()) + " of the stack",
                "Functions that call each other again and again fill any stack. Whether the sequence would ever have"
                        + " ended cannot be seen in a dump.",
                List.of(
                        String.join(" → ", cycle.functions()),
                        Words.bytes(cycle.bytesPerRound()) + " a round, " + Words.bytes(cycle.bytes()) + " in all")));
    }

    private static Optional<Finding> hugeFrames(Case facts) {
        var usage = facts.usage().orElse(null);
        if (usage == null || !facts.isOverflow()) {
            return Optional.empty();
        }
        var huge = new ArrayList<String>();
        long bytes = 0;
        for (int i = 0; i < facts.rebuilt().frames().size(); i++) {
            long size = usage.bytesOf(i);
            if (size >= HUGE_FRAME) {
                bytes += size;
                huge.add(facts.rebuilt().frames().get(i).code().function() + ": " + Words.bytes(size));
            }
        }
        if (huge.isEmpty()) {
            return Optional.empty();
        }
        boolean cause = bytes * 100 >= usage.size() * HUGE_FRAMES_PERCENT;
        return Optional.of(new Finding(
                "large-frames",
                cause ? Severity.CAUSE : Severity.WARNING,
                Words.counted(huge.size(), "frame") + " of 1 KB or more " + (huge.size() == 1 ? "takes " : "take ")
                        + Words.percent(bytes, usage.size()) + " of the stack",
                "Large local variables belong into pool memory, not on a kernel stack.",
                huge));
    }

    private static Optional<Finding> manyDrivers(Case facts) {
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
                "Many drivers share the stack; no one of them alone used it up",
                "Each takes a part, and together they take more than there is. Fewer of them in the same I/O path, or"
                        + " versions that use less stack, would help.",
                companies.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + Words.bytes(entry.getValue()))
                        .toList()));
    }

    private static Optional<Finding> biggestUsers(Case facts) {
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
                .filter(module -> owner(facts, module).equals(company.getKey()))
                .map(ModuleUsage::name)
                .toList();
        var summary = Words.list(drivers)
                + (company.getKey().isEmpty() || drivers.contains(company.getKey())
                        ? ""
                        : " (" + company.getKey() + ")")
                + " used " + Words.percent(company.getValue(), usage.size()) + " of the stack";
        return Optional.of(new Finding(
                "stack-usage",
                Severity.INFORMATION,
                summary,
                "",
                usage.modules().stream().map(Rules::usageLine).toList()));
    }

    private static String usageLine(ModuleUsage module) {
        return module.name() + (module.company().isEmpty() ? "" : " (" + module.company() + ")") + ": "
                + Words.bytes(module.bytes()) + ", " + Words.counted(module.frames(), "frame");
    }

    /// Bytes by company, most first; the kernel's own left out. Drivers without a company stand under their own names.
    private static Map<String, Long> byCompany(Case facts, StackUsage usage) {
        var sums = new LinkedHashMap<String, Long>();
        var kernel =
                facts.kernel().modules().kernel().map(module -> module.name()).orElse("nt");
        for (var module : usage.modules()) {
            if (!module.name().equals(kernel) && !module.name().equals(StackUsage.UNATTRIBUTED)) {
                sums.merge(owner(facts, module), module.bytes(), Long::sum);
            }
        }
        var ordered = new LinkedHashMap<String, Long>();
        sums.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
        return ordered;
    }

    private static String owner(Case facts, ModuleUsage module) {
        return module.company().isEmpty() ? module.name() : module.company();
    }

    private static Optional<Finding> ordinaryFirstFault(Case facts) {
        if (!facts.isOverflow() || !facts.faultWasDelivered()) {
            return Optional.empty();
        }
        var usage = facts.usage().orElseThrow();
        var victim = facts.firstVictim().map(frame -> frame.code().text()).orElse("unknown code");
        return Optional.of(new Finding(
                "first-fault",
                Severity.INFORMATION,
                "The first page fault, at " + victim + ", may have been an ordinary one",
                "Touching memory that is paged out is normal. With " + Words.bytes(usage.freeAtFault())
                        + " of stack left, the handler's trap frame of " + Words.bytes(usage.neededAtFault())
                        + " no longer fitted. The address that was touched is unknown: cr2 was overwritten by the later"
                        + " faults.",
                List.of("The trap frame at " + Words.hex(facts.registers().framePointer())
                        + " reaches over the end of the stack; its upper part is intact")));
    }

    private static Optional<Finding> reconstruction(Case facts) {
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

    private static Optional<Finding> missingSymbols(Case facts) {
        var without = facts.kernel().modules().all().stream()
                .filter(module -> module.symbols().kind() != ModuleSymbols.Kind.PDB)
                .toList();
        if (without.isEmpty()) {
            return Optional.empty();
        }
        boolean kernel = without.contains(facts.kernel().modules().kernel().orElse(null));
        var names = without.stream().map(module -> module.name()).toList();
        return Optional.of(new Finding(
                "missing-symbols",
                Severity.WARNING,
                (kernel ? "The kernel's symbols are missing or do not match" : "Symbols are missing")
                        + ": names may be wrong",
                "Calls are found without symbols, but functions are named after the nearest export, if at all.",
                without.stream()
                        .map(module -> module.name() + ": "
                                + (module.symbols().tried().isEmpty()
                                        ? "no place to look was given"
                                        : String.join("; ", module.symbols().tried())))
                        .limit(Math.min(names.size(), 20))
                        .toList()));
    }
}
