package dev.gotstack.report.document;

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
        return new Section("story", "What happened", List.copyOf(words.blocks), commands);
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
        say("Windows stopped the machine because a thread" + (process.isEmpty() ? "" : " of " + process)
                + " ran out of kernel stack.");
        say("Every thread has a small work area of fixed size inside Windows, its kernel stack; this one has "
                + Words.bytes(usage.size()) + ". Windows and all drivers that take part in one request share it. Once"
                + " it is full, the processor cannot even report an error in that thread, so Windows stops the machine"
                + " to protect its data. More memory in the machine would not have helped: the size of the stack does"
                + " not depend on it.");
        say(lastStraw(usage));
        say(users(usage));
        facts.largestCycle()
                .ifPresent(cycle -> say("The same " + Words.count(cycle.period(), "call")
                        + (cycle.period() == 1 ? " repeats " : " repeat ") + Words.number(cycle.rounds())
                        + " times; each round takes about " + Words.bytes(cycle.bytesPerRound()) + ", all rounds take "
                        + Words.bytes(cycle.bytes()) + "."));
    }

    /// What the stack was too small for.
    private static String lastStraw(StackUsage usage) {
        long left = usage.freeAtFault();
        long needed = usage.neededAtFault();
        var inUse = "At that moment " + Words.number(Facts.used(usage)) + " of " + Words.bytes(usage.size())
                + " were in use. ";
        var were = left == 1 ? " was left." : " were left.";
        if (needed == 0) {
            return left > 0
                    ? inUse + "The next step needed more than the " + Words.bytes(left) + " that were left."
                    : "At that moment all of it was in use.";
        }
        return needed > left
                ? inUse + "A page fault, which is an everyday event, needed " + Words.bytes(needed) + " more; "
                        + Words.number(left) + were
                : inUse + "A page fault, which is an everyday event, took " + Words.number(needed) + " of the "
                        + Words.bytes(left) + " that were left; the rest was too little to handle it.";
    }

    private String users(StackUsage usage) {
        var shares = Shares.of(usage);
        var groups = shares.groups().stream()
                .filter(group -> group.bytes() > 0)
                .sorted((one, other) -> Long.compare(other.bytes(), one.bytes()))
                .limit(NAMED)
                .toList();
        return groups.isEmpty()
                ? "Who used it is not known."
                : "Who used it: "
                        + groups.stream()
                                .map(group -> name(group) + " " + Words.bytes(group.bytes()) + " ("
                                        + Words.percent(group.percent(), group.bytes()) + ")")
                                .collect(Collectors.joining("; "))
                        + (shares.groups().size() > NAMED ? "; others the rest." : ".");
    }

    private static String name(Shares.Group group) {
        return switch (group.kind()) {
            case COMPANY -> group.name() + " (" + UsageTables.names(group) + ")";
            case KERNEL -> "the Windows kernel";
            case UNKNOWN -> "drivers of unknown make";
            case UNATTRIBUTED -> "nobody known";
        };
    }

    /// `a`, `a and b`, `a, b and c`
    static String list(List<String> items) {
        return items.size() < 2
                ? String.join("", items)
                : String.join(", ", items.subList(0, items.size() - 1)) + " and " + items.getLast();
    }

    private void damaged() {
        var process = facts.process();
        say("Windows stopped the machine because the processor lost its place: the register that points to the work"
                + " area of the running thread" + (process.isEmpty() ? "" : " (" + process + ")")
                + " pointed somewhere else. When the next event arrived, the processor could not store it.");
        facts.usage()
                .ifPresent(usage -> say("The work area itself, the kernel stack, did not run out: "
                        + Words.number(usage.size() - usage.free()) + " of " + Words.bytes(usage.size())
                        + " were in use. No driver is to blame for the room it took there."));
        int bits = facts.changedBits();
        if (bits == 1) {
            say("The pointer differs in a single bit from where it should have pointed. That is typical of a memory or"
                    + " processor fault, though a driver that writes where it should not can do the same.");
        } else {
            say("A driver may have changed the pointer, or written over the place it was loaded from; so may a fault of"
                    + " the memory or the processor.");
        }
    }

    private void other() {
        var check = facts.analysis().bugCheck();
        say("Windows stopped the machine with bug check " + Headline.code(check.code())
                + (check.name().isEmpty() ? "" : ", " + check.name()) + ".");
        if (!check.explanation().isEmpty()) {
            say(check.explanation());
        }
        if (facts.usage().isPresent()) {
            var usage = facts.usage().get();
            say("The kernel stack of the thread did not run out: " + Words.number(usage.size() - usage.free()) + " of "
                    + Words.bytes(usage.size()) + " were in use.");
        } else {
            say("The stack of the thread that crashed cannot be read from this dump: "
                    + facts.analysis().reconstructedStack().stop() + ". Whether it ran out, and who used it, is not"
                    + " known.");
        }
    }

    private void say(String text) {
        blocks.add(new Block.Paragraph(text));
    }
}
