package dev.gotstack.report.document;

import dev.gotstack.analysis.Finding;
import dev.gotstack.report.Kind;
import dev.gotstack.report.Shares;
import dev.gotstack.report.Words;
import dev.gotstack.stack.Cycle;
import dev.gotstack.stack.StackUsage;
import java.util.ArrayList;
import java.util.List;

/// What to do, each piece tied to the finding it follows from. A stack that did not run out gets none of the advice
/// about stacks.
final class Advice {
    /// A company with less than this share, in percent, is not worth a call of its own.
    private static final int WORTH_A_CALL = 10;

    private static final int WORTH_A_CALL_OF_MANY = 5;
    private static final int MOST_COMPANIES = 8;

    private final Facts facts;
    private final List<Block.Entry> entries = new ArrayList<>();

    private Advice(Facts facts) {
        this.facts = facts;
    }

    static Section section(Facts facts) {
        var advice = new Advice(facts);
        advice.give();
        return new Section("advice", "What to do", List.of(new Block.Entries(List.copyOf(advice.entries))), List.of());
    }

    private void give() {
        if (facts.isOverflow() && facts.usage().isPresent()) {
            overflow(facts.usage().get());
        } else if (facts.finding(Facts.DAMAGED_POINTER).isPresent()) {
            damaged(facts.finding(Facts.DAMAGED_POINTER).get());
        } else {
            other();
        }
        facts.finding(Facts.REBUILT)
                .filter(finding -> finding.severity() == Finding.Severity.WARNING)
                .ifPresent(finding -> add(
                        "more-data",
                        "Fill the gaps before blaming anyone for a small share",
                        "The rebuilt stack has gaps. A dump of all memory, the symbols of the drivers (--symbols) or"
                                + " their image files (--images) may close them.",
                        finding));
    }

    private void overflow(StackUsage usage) {
        vendors(usage);
        facts.finding(Facts.MANY_DRIVERS)
                .ifPresent(finding -> add(
                        "fewer-filters",
                        "Run fewer filter drivers in the same I/O path",
                        "Each driver takes a part, and the parts add up. Remove those that are not needed, above all"
                                + " several that do the same (virus scanners, backup agents, encryption, quota), and"
                                + " update the rest.",
                        finding));
        facts.finding(Facts.REPEATED)
                .ifPresent(finding -> facts.largestCycle().ifPresent(cycle -> repeated(usage, cycle, finding)));
        facts.finding(Facts.LARGE_FRAMES)
                .ifPresent(finding -> add(
                        "pool",
                        "For the makers: move large local variables to pool memory",
                        "Buffers and large structures belong in pool memory (ExAllocatePoolWithTag, a lookaside list),"
                                + " not on a stack of " + Words.bytes(usage.size()) + ". Here: "
                                + PlainWords.list(facts.privacy().lines(finding.evidence())) + ".",
                        finding));
        var source = facts.finding(Facts.OVERFLOW).orElseThrow();
        if (facts.finding(Facts.REPEATED).isEmpty()) {
            probe(
                    "Before a call that goes deep, ask IoGetRemainingStackSize for the room that is left, and hand the"
                            + " work to a system worker thread (IoQueueWorkItem), which has a stack of its own, where it is too"
                            + " little.",
                    source);
        }
        if (WindowsName.canExpandStack(facts.analysis().kernel().dump().header().build())) {
            add(
                    "expand",
                    "For the makers: ask for a second stack where work must go deep",
                    "This Windows has KeExpandKernelStackAndCallout, which runs one function on a stack with as much"
                            + " room as it asks for. It can fail, and costs time; it is for deep calls that cannot be"
                            + " handed over.",
                    source);
        }
        facts.finding(Facts.FIRST_FAULT)
                .ifPresent(finding -> add(
                        "not-memory",
                        "Do not look for the fault in memory or paging",
                        "The page fault was only the last straw. Adding memory or turning paging off would not give the"
                                + " stack a byte more.",
                        finding));
    }

    private void repeated(StackUsage usage, Cycle cycle, Finding finding) {
        long below = 0;
        for (int i = 0; i < cycle.first(); i++) {
            below += usage.bytesOf(i);
        }
        long wanted = below + usage.neededAtFault();
        probe(
                "Each round takes about " + Words.bytes(cycle.bytesPerRound())
                        + ". Before starting another, ask IoGetRemainingStackSize for the room that is left, and hand"
                        + " the rest to a system worker thread (IoQueueWorkItem), which has a stack of its own."
                        + (wanted > 0
                                ? " Here a round needs at least "
                                        + Words.bytes(wanted + cycle.bytesPerRound())
                                        + ": itself, " + Words.number(below) + " for the calls below it"
                                        + (usage.neededAtFault() > 0
                                                ? " and " + Words.number(usage.neededAtFault()) + " for a fault"
                                                : "")
                                        + ". Better still, make the sequence a loop, or limit its depth."
                                : " Better still, make the sequence a loop, or limit its depth."),
                finding);
    }

    private void probe(String text, Finding source) {
        add("probe", "For the makers: look how much stack is left, and hand over to a worker thread", text, source);
    }

    private void vendors(StackUsage usage) {
        var many = facts.finding(Facts.MANY_DRIVERS);
        var source = many.or(() -> facts.finding(Facts.USERS))
                .or(() -> facts.finding(Facts.OVERFLOW))
                .orElseThrow();
        int least = many.isPresent() ? WORTH_A_CALL_OF_MANY : WORTH_A_CALL;
        Shares.of(usage).groups().stream()
                .filter(group -> group.percent() >= least)
                .filter(group -> group.kind() == Kind.COMPANY || group.kind() == Kind.UNKNOWN)
                .limit(MOST_COMPANIES)
                .forEach(group -> vendor(group, source(group, source)));
    }

    /// The finding about users names the company with most bytes; another is in it for its large calls, or just because
    /// the stack ran out.
    private Finding source(Shares.Group group, Finding users) {
        boolean named = users.id().equals(Facts.MANY_DRIVERS)
                || group.shares().stream().allMatch(share -> users.summary().contains(share.name()));
        return named
                ? users
                : facts.finding(Facts.LARGE_FRAMES)
                        .filter(finding -> finding.evidence().stream()
                                .anyMatch(line -> group.shares().stream()
                                        .anyMatch(share ->
                                                line.startsWith(share.module().name() + "!"))))
                        .or(() -> facts.finding(Facts.OVERFLOW))
                        .orElse(users);
    }

    private void vendor(Shares.Group group, Finding source) {
        boolean known = group.kind() == Kind.COMPANY;
        var drivers = group.shares().stream().map(this::driver).toList();
        var largest = group.shares().stream()
                .max((one, other) ->
                        Long.compare(one.module().largestFrame(), other.module().largestFrame()))
                .orElseThrow()
                .module();
        int frames = group.shares().stream()
                .mapToInt(share -> share.module().frames())
                .sum();
        add(
                "vendor",
                known ? "Talk to " + group.name() : "Find out who makes " + PlainWords.list(drivers),
                PlainWords.list(drivers) + " used " + Words.bytes(group.bytes()) + ", "
                        + Words.percent(group.percent(), group.bytes()) + " of the stack, in "
                        + Words.count(frames, "call") + "; the largest takes " + Words.bytes(largest.largestFrame())
                        + " (" + largest.largestFunction() + "). Ask for a version that takes less, and hand over this"
                        + " report.",
                source);
    }

    private String driver(Shares.Share share) {
        var version = facts.module(share.module().name())
                .map(module -> facts.driver(module).version())
                .orElse("");
        return share.name() + (version.isEmpty() ? "" : " " + version);
    }

    private void damaged(Finding source) {
        boolean oneBit = facts.changedBits() == 1;
        if (oneBit) {
            hardware(source);
        }
        add(
                "verifier",
                "Look for a driver that writes where it should not",
                "Compare with other dumps of this machine: a driver at fault leaves the same traces again. Driver"
                        + " Verifier with special pool, for drivers added or updated lately, catches many such"
                        + " writes.",
                source);
        if (!oneBit) {
            hardware(source);
        }
        add(
                "no-stack-advice",
                "Do not spend time on stack use",
                "The stack had room. Asking vendors for drivers that take less of it would not prevent this crash.",
                source);
    }

    private void hardware(Finding source) {
        add(
                "hardware",
                "Test the machine's memory and processor",
                "Run a memory test overnight, undo overclocking, update firmware, look for corrected memory errors in"
                        + " the system's event log. One crash of this kind on one machine speaks for its hardware; the"
                        + " same on several machines speaks for a driver.",
                source);
    }

    private void other() {
        var check = facts.analysis().bugCheck();
        entries.add(entry(
                "bug-check",
                "Start from the bug check",
                "No sign was found that the kernel stack ran out, so this report gives no advice about drivers' use of"
                        + " it. What " + Headline.code(check.code())
                        + (check.name().isEmpty() ? "" : " (" + check.name() + ")")
                        + " and its parameters mean is where to start.",
                ""));
    }

    private void add(String id, String title, String text, Finding source) {
        entries.add(entry(id, title, text, source.summary()));
    }

    private static Block.Entry entry(String id, String title, String text, String source) {
        return new Block.Entry(id, Block.Mark.STEP, title, List.of(text), source);
    }
}
