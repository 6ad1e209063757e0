package dev.gotstack.report.document;

import dev.gotstack.report.ReportText;
import dev.gotstack.report.Shares;
import dev.gotstack.report.Words;
import dev.gotstack.stack.StackUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What happened, told to somebody who has never heard of a kernel stack.
final class PlainWords {
    private static final int NAMED = 4;

    private final Facts facts;
    private final List<Block> blocks = new ArrayList<>();

    private PlainWords(Facts facts) {
        this.facts = facts;
    }

    static Section section(Facts facts) {
        var words = new PlainWords(facts);
        words.tell();
        var commands = facts.privacy().showsEverything() ? List.of(".bugcheck", "!analyze -v") : List.<String>of();
        return new Section("story", ReportText.of("section.story"), List.copyOf(words.blocks), commands);
    }

    private void tell() {
        if (facts.isOverflow()) {
            facts.usage().ifPresent(this::overflow);
        } else if (facts.finding(Facts.DAMAGED_POINTER).isPresent()) {
            damaged();
        } else {
            other();
        }
    }

    private void overflow(StackUsage usage) {
        var process = facts.process();
        say(process.isEmpty() ? ReportText.of("story.ran-out") : ReportText.of("story.ran-out-in", process));
        say(ReportText.of("story.stack", Words.bytes(usage.size())));
        say(lastStraw(usage));
        say(users(usage));
        facts.largestCycle()
                .ifPresent(cycle -> say(ReportText.of(
                        "story.repeats",
                        cycle.period(),
                        cycle.rounds(),
                        Words.bytes(cycle.bytesPerRound()),
                        Words.bytes(cycle.bytes()))));
    }

    /// What the stack was too small for.
    private static String lastStraw(StackUsage usage) {
        long left = usage.freeAtFault();
        long needed = usage.neededAtFault();
        if (needed == 0 && left <= 0) {
            return ReportText.of("story.all-in-use");
        }
        var straw = needed == 0
                ? ReportText.of("story.next-step", Words.bytes(left))
                : needed > left
                        ? ReportText.of("story.fault-needed", Words.bytes(needed), left)
                        : ReportText.of("story.fault-took", needed, Words.bytes(left));
        return ReportText.of("story.in-use", Facts.used(usage), Words.bytes(usage.size())) + " " + straw;
    }

    private String users(StackUsage usage) {
        var shares = Shares.of(usage);
        var groups = shares.groups().stream()
                .filter(group -> group.bytes() > 0)
                .sorted((one, other) -> Long.compare(other.bytes(), one.bytes()))
                .limit(NAMED)
                .toList();
        if (groups.isEmpty()) {
            return ReportText.of("story.users-unknown");
        }
        var all = groups.stream()
                .map(group -> ReportText.of(
                        "story.user",
                        name(group),
                        Words.bytes(group.bytes()),
                        Words.percent(group.percent(), group.bytes())))
                .collect(Collectors.joining("; "));
        return ReportText.of(shares.groups().size() > NAMED ? "story.users-first" : "story.users", all);
    }

    private static String name(Shares.Group group) {
        return switch (group.kind()) {
            case COMPANY -> group.name() + " (" + UsageTables.names(group) + ")";
            case KERNEL -> ReportText.of("story.user.kernel");
            case UNKNOWN -> ReportText.of("story.user.unknown");
            case UNATTRIBUTED -> ReportText.of("story.user.nobody");
        };
    }

    /// `a`, `a and b`, `a, b and c`
    static String list(List<String> items) {
        return items.size() < 2
                ? String.join("", items)
                : ReportText.of("list.last", String.join(", ", items.subList(0, items.size() - 1)), items.getLast());
    }

    private void damaged() {
        var process = facts.process();
        say(process.isEmpty() ? ReportText.of("story.damaged") : ReportText.of("story.damaged-in", process));
        facts.usage()
                .ifPresent(usage -> say(
                        ReportText.of("story.damaged.stack", usage.size() - usage.free(), Words.bytes(usage.size()))));
        int bits = facts.changedBits();
        if (bits == 1) {
            say(ReportText.of("story.damaged.bit"));
        } else {
            say(ReportText.of("story.damaged.driver"));
        }
    }

    private void other() {
        var check = facts.analysis().bugCheck();
        say(ReportText.of(
                "story.bug-check", Headline.code(check.code()) + (check.name().isEmpty() ? "" : ", " + check.name())));
        if (!check.explanation().isEmpty()) {
            say(check.explanation().local());
        }
        if (facts.usage().isPresent()) {
            var usage = facts.usage().get();
            say(ReportText.of("story.not-run-out", usage.size() - usage.free(), Words.bytes(usage.size())));
        } else {
            say(ReportText.of(
                    "story.no-stack", facts.analysis().reconstructedStack().stop()));
        }
    }

    private void say(String text) {
        blocks.add(new Block.Paragraph(text));
    }
}
