package dev.gotstack.analysis;

import dev.gotstack.analysis.Finding.Severity;
import dev.gotstack.text.Phrase;
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
        var evidence = new ArrayList<Phrase>();
        facts.belowLimit()
                .ifPresent(bytes -> evidence.add(Phrase.of(
                        "finding.stack-overflow.below",
                        facts.architecture().stackPointer(),
                        Words.hex(facts.registers().stackPointer()),
                        Words.bytes(bytes),
                        Words.hex(stack.limit()))));
        if (facts.cr2InGuardPage()) {
            evidence.add(Phrase.of(
                    "finding.stack-overflow.cr2", Words.hex(facts.cr2().orElse(0))));
        }
        if (facts.exceptionInGuardPage()) {
            evidence.add(Phrase.of(
                    "finding.stack-overflow.touched",
                    Words.hex(facts.exception().orElseThrow().touched())));
        }
        stack.guard()
                .ifPresent(page -> evidence.add(Phrase.of(
                        "finding.stack-overflow.guard",
                        Words.hex(page.start()),
                        Words.hex(stack.limit() - 1),
                        page.hole().detail())));
        if (facts.isDoubleFault()) {
            evidence.add(Phrase.of("finding.stack-overflow.double-fault"));
        }
        return Optional.of(new Finding(
                "stack-overflow",
                Severity.CAUSE,
                Phrase.of("finding.stack-overflow"),
                Phrase.of("finding.stack-overflow.why", Words.bytes(stack.size())),
                evidence));
    }

    static Optional<Finding> lostStackPointer(Case facts) {
        if (!facts.isDoubleFault() || !facts.stackPointerIsLost()) {
            return Optional.empty();
        }
        var stack = facts.stack().orElseThrow();
        long esp = facts.registers().stackPointer();
        var pointer = facts.architecture().stackPointer();
        var evidence = new ArrayList<>(List.of(
                Phrase.of(
                        "finding.damaged-stack-pointer.outside",
                        pointer,
                        Words.hex(esp),
                        Words.hex(stack.limit()),
                        Words.hex(stack.base())),
                Phrase.data(facts.architecture().framePointer() + " "
                        + Words.hex(facts.registers().framePointer()))));
        for (int bit = 0; bit < 8 * facts.architecture().pointerSize(); bit++) {
            long changed = esp ^ 1L << bit;
            if (stack.contains(changed)) {
                evidence.add(Phrase.of("finding.damaged-stack-pointer.bit", bit, pointer, Words.hex(changed)));
            }
        }
        return Optional.of(new Finding(
                "damaged-stack-pointer",
                Severity.CAUSE,
                Phrase.of("finding.damaged-stack-pointer"),
                Phrase.of("finding.damaged-stack-pointer.why"),
                evidence));
    }

    static Optional<Finding> ordinaryFirstFault(Case facts) {
        if (!facts.isOverflow() || !facts.faultWasDelivered()) {
            return Optional.empty();
        }
        var usage = facts.usage().orElseThrow();
        boolean fitted = usage.freeAtFault() >= usage.neededAtFault();
        return Optional.of(new Finding(
                "first-fault",
                Severity.INFORMATION,
                Phrase.of("finding.first-fault", facts.victim()),
                Phrase.of(
                        fitted ? "finding.first-fault.why-fitted" : "finding.first-fault.why",
                        Words.bytes(usage.freeAtFault()),
                        Words.bytes(usage.neededAtFault())),
                List.of(Phrase.of(
                        fitted ? "finding.first-fault.frame-fitted" : "finding.first-fault.frame",
                        Words.hex(facts.registers().framePointer())))));
    }
}
