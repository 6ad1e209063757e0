package dev.gotstack.analysis;

import dev.gotstack.analysis.Finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What happened to the stack: it ran out, or its pointer was damaged.
final class OverflowRules {
    private OverflowRules() {}

    static Optional<Finding> overflow(Case facts) {
        if (!facts.isOverflow()) {
            return Optional.empty();
        }
        var stack = facts.stack().orElseThrow();
        var evidence = new ArrayList<String>();
        facts.belowLimit()
                .ifPresent(bytes -> evidence.add(facts.architecture().stackPointer() + " "
                        + Words.hex(facts.registers().stackPointer()) + " lies "
                        + Words.bytes(bytes) + " below the stack's limit " + Words.hex(stack.limit())));
        if (facts.cr2InGuardPage()) {
            evidence.add("cr2 " + Words.hex(facts.cr2().orElse(0))
                    + ", the last address that faulted, is in the guard page");
        }
        if (facts.exceptionInGuardPage()) {
            evidence.add("The exception's address "
                    + Words.hex(facts.exception().orElseThrow().touched()) + " is in the guard page");
        }
        stack.guard()
                .ifPresent(page -> evidence.add("Guard page " + Words.hex(page.start()) + " to "
                        + Words.hex(stack.limit() - 1) + ": " + page.hole().detail()));
        if (facts.isDoubleFault()) {
            evidence.add("Bug check 0x7F with parameter 8: a fault could not be delivered");
        }
        var explanation = "The thread's kernel stack has " + Words.bytes(stack.size())
                + ". When it was full, the processor could not even report a page fault.";
        return Optional.of(new Finding(
                "stack-overflow", Severity.CAUSE, "The thread ran out of kernel stack", explanation, evidence));
    }

    static Optional<Finding> lostStackPointer(Case facts) {
        if (!facts.isDoubleFault() || !facts.stackPointerIsLost()) {
            return Optional.empty();
        }
        var stack = facts.stack().orElseThrow();
        long esp = facts.registers().stackPointer();
        var pointer = facts.architecture().stackPointer();
        var evidence = new ArrayList<>(List.of(
                pointer + " " + Words.hex(esp) + " is outside " + Words.hex(stack.limit()) + " to "
                        + Words.hex(stack.base()) + " and not near its limit",
                facts.architecture().framePointer() + " "
                        + Words.hex(facts.registers().framePointer())));
        for (int bit = 0; bit < 8 * facts.architecture().pointerSize(); bit++) {
            long changed = esp ^ 1L << bit;
            if (stack.contains(changed)) {
                evidence.add("With bit " + bit + " changed, " + pointer + " would be " + Words.hex(changed)
                        + ", on the stack");
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

    static Optional<Finding> ordinaryFirstFault(Case facts) {
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
                        + (usage.freeAtFault() < usage.neededAtFault()
                                ? " no longer fitted."
                                : " fitted, but not what the handler needed besides.")
                        + " The address that was touched is unknown: cr2 was overwritten by the later"
                        + " faults.",
                List.of("The trap frame at " + Words.hex(facts.registers().framePointer())
                        + (usage.freeAtFault() < usage.neededAtFault()
                                ? " reaches over the end of the stack; its upper part is intact"
                                : " is the last thing that fitted on the stack"))));
    }
}
