package dev.gotstack.report.document;

import dev.gotstack.analysis.Finding;
import dev.gotstack.report.Kind;
import dev.gotstack.report.ReportText;
import dev.gotstack.report.Shares;
import dev.gotstack.report.Words;
import dev.gotstack.stack.Cycle;
import dev.gotstack.stack.StackUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
        return new Section(
                "advice",
                ReportText.of("section.advice"),
                List.of(new Block.Entries(List.copyOf(advice.entries))),
                List.of());
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
                        ReportText.of("advice.more-data"),
                        ReportText.of("advice.more-data.text"),
                        finding));
    }

    private void overflow(StackUsage usage) {
        vendors(usage);
        facts.finding(Facts.MANY_DRIVERS)
                .ifPresent(finding -> add(
                        "fewer-filters",
                        ReportText.of("advice.fewer-filters"),
                        ReportText.of("advice.fewer-filters.text"),
                        finding));
        facts.finding(Facts.REPEATED)
                .ifPresent(finding -> facts.largestCycle().ifPresent(cycle -> repeated(usage, cycle, finding)));
        facts.finding(Facts.LARGE_FRAMES)
                .ifPresent(finding -> add(
                        "pool",
                        ReportText.of("advice.pool"),
                        ReportText.of(
                                "advice.pool.text",
                                Words.bytes(usage.size()),
                                PlainWords.list(facts.privacy().lines(finding.evidence()))),
                        finding));
        var source = facts.finding(Facts.OVERFLOW).orElseThrow();
        if (facts.finding(Facts.REPEATED).isEmpty()) {
            probe(ReportText.of("advice.probe.text"), source);
        }
        if (WindowsName.canExpandStack(facts.analysis().kernel().dump().header().build())) {
            add("expand", ReportText.of("advice.expand"), ReportText.of("advice.expand.text"), source);
        }
        facts.finding(Facts.FIRST_FAULT)
                .ifPresent(finding -> add(
                        "not-memory",
                        ReportText.of("advice.not-memory"),
                        ReportText.of("advice.not-memory.text"),
                        finding));
    }

    private void repeated(StackUsage usage, Cycle cycle, Finding finding) {
        long below = 0;
        for (int i = 0; i < cycle.first(); i++) {
            below += usage.bytesOf(i);
        }
        long wanted = below + usage.neededAtFault();
        probe(
                String.join(
                        " ",
                        Stream.of(
                                        ReportText.of("advice.probe.round", Words.bytes(cycle.bytesPerRound())),
                                        roundNeeds(usage, wanted + cycle.bytesPerRound(), below),
                                        ReportText.of("advice.probe.loop"))
                                .filter(sentence -> !sentence.isEmpty())
                                .toList()),
                finding);
    }

    /// What one more round would have needed; empty if nothing is known but its own size.
    private static String roundNeeds(StackUsage usage, long bytes, long below) {
        if (below + usage.neededAtFault() <= 0) {
            return "";
        }
        return usage.neededAtFault() > 0
                ? ReportText.of("advice.probe.needs-fault", Words.bytes(bytes), below, usage.neededAtFault())
                : ReportText.of("advice.probe.needs", Words.bytes(bytes), below);
    }

    private void probe(String text, Finding source) {
        add("probe", ReportText.of("advice.probe"), text, source);
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
                || group.shares().stream()
                        .allMatch(share -> users.summary().english().contains(share.name()));
        return named
                ? users
                : facts.finding(Facts.LARGE_FRAMES)
                        .filter(finding -> finding.evidence().stream()
                                .anyMatch(line -> group.shares().stream()
                                        .anyMatch(share -> line.english()
                                                .startsWith(share.module().name() + "!"))))
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
                known
                        ? ReportText.of("advice.vendor", group.name())
                        : ReportText.of("advice.vendor.unknown", PlainWords.list(drivers)),
                ReportText.of(
                        "advice.vendor.text",
                        PlainWords.list(drivers),
                        Words.bytes(group.bytes()),
                        Words.percent(group.percent(), group.bytes()),
                        Words.count(frames, "call"),
                        Words.bytes(largest.largestFrame()),
                        largest.largestFunction()),
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
        add("verifier", ReportText.of("advice.verifier"), ReportText.of("advice.verifier.text"), source);
        if (!oneBit) {
            hardware(source);
        }
        add("no-stack-advice", ReportText.of("advice.no-stack"), ReportText.of("advice.no-stack.text"), source);
    }

    private void hardware(Finding source) {
        add("hardware", ReportText.of("advice.hardware"), ReportText.of("advice.hardware.text"), source);
    }

    private void other() {
        var check = facts.analysis().bugCheck();
        entries.add(entry(
                "bug-check",
                ReportText.of("advice.bug-check"),
                ReportText.of(
                        "advice.bug-check.text",
                        Headline.code(check.code()) + (check.name().isEmpty() ? "" : " (" + check.name() + ")")),
                ""));
    }

    private void add(String id, String title, String text, Finding source) {
        entries.add(entry(id, title, text, source.summary().local()));
    }

    private static Block.Entry entry(String id, String title, String text, String source) {
        return new Block.Entry(id, Block.Mark.STEP, title, List.of(text), source);
    }
}
