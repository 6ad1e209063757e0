package dev.gotstack.analysis;

import dev.gotstack.analysis.Finding.Severity;
import dev.gotstack.stack.Frame;
import dev.gotstack.text.Phrase;
import dev.gotstack.windows.LoadedModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What single stop codes say about stacks, and what exceptions say whatever the code.
final class StopRules {
    private static final long PANIC_STACK_SWITCH = 0x2b;
    private static final long STACK_INPAGE_ERROR = 0x77;
    private static final long OVERRAN_STACK_BUFFER = 0xf7;
    private static final long SECURITY_CHECK = 0x139;
    private static final long EXCEPTION_ON_INVALID_STACK = 0x1aa;
    private static final long UNWIND_ON_INVALID_STACK = 0x1ab;
    private static final long KERNEL_MODE_TRAP = 0x7f;
    /// `KERNEL_SECURITY_CHECK_FAILURE` for a stack guard value, by either kind of compiler.
    private static final List<Long> COOKIES = List.of(0L, 2L);
    /// Addresses below are what a null pointer with a field's offset gives.
    private static final long NULL_POINTER = 0x10000;

    private StopRules() {}

    /// The exception says that the stack was full, wherever it was raised.
    static Optional<Finding> overflowStatus(Case facts) {
        return facts.exception()
                .filter(found -> found.code() == ExceptionFacts.STACK_OVERFLOW)
                .filter(found -> !facts.isOverflow())
                .map(found -> new Finding(
                        "stack-overflow-status",
                        Severity.CAUSE,
                        Phrase.of("finding.stack-overflow-status"),
                        Phrase.of("finding.stack-overflow-status.why"),
                        List.of(Phrase.of(
                                "finding.stack-overflow-status.raised",
                                status(found),
                                place(facts, found.address())))));
    }

    /// 0x2B: the kernel itself noticed.
    static Optional<Finding> panicSwitch(Case facts) {
        return of(facts, PANIC_STACK_SWITCH)
                .filter(check -> !facts.isOverflow())
                .map(check -> new Finding(
                        "panic-stack-switch",
                        Severity.CAUSE,
                        Phrase.of("finding.panic-stack-switch"),
                        Phrase.of("finding.panic-stack-switch.why"),
                        List.of(Phrase.of(
                                "finding.panic-stack-switch.frame",
                                Words.hex(check.parameters().getFirst().value())))));
    }

    /// 0x77: not a stack that was too small.
    static Optional<Finding> inpage(Case facts) {
        return of(facts, STACK_INPAGE_ERROR).map(check -> {
            long first = check.parameters().get(0).value();
            long second = check.parameters().get(1).value();
            boolean signature = Long.compareUnsigned(first, 2) <= 0;
            var evidence = new ArrayList<Phrase>();
            if (signature) {
                evidence.add(check.parameters().getFirst().meaning());
                evidence.add(Phrase.of(
                        "finding.stack-page-lost.signature",
                        Words.hex(second),
                        Words.hex(check.parameters().get(3).value())));
            } else {
                evidence.add(
                        Phrase.of("finding.stack-page-lost.failed", Statuses.words(first), Statuses.words(second)));
                evidence.add(Phrase.of(
                        "finding.stack-page-lost.place",
                        Long.toString(check.parameters().get(2).value()),
                        Words.hex(check.parameters().get(3).value())));
            }
            return new Finding(
                    "stack-page-lost",
                    Severity.CAUSE,
                    Phrase.of("finding.stack-page-lost"),
                    Phrase.of(signature ? "finding.stack-page-lost.why-damaged" : "finding.stack-page-lost.why-unread"),
                    evidence);
        });
    }

    /// 0xF7, and 0x139 for a stack guard value.
    static Optional<Finding> bufferOverrun(Case facts) {
        var check = facts.bugCheck();
        boolean security = check.plainCode() == SECURITY_CHECK
                && COOKIES.contains(check.parameters().getFirst().value());
        if (check.plainCode() != OVERRAN_STACK_BUFFER && !security) {
            return Optional.empty();
        }
        var evidence = new ArrayList<Phrase>();
        if (!security) {
            long found = check.parameters().get(0).value();
            long expected = check.parameters().get(1).value();
            evidence.add(Phrase.of("finding.stack-buffer-overrun.guard", Words.hex(found), Words.hex(expected)));
            int bits = Long.bitCount(found ^ expected);
            if (bits == 1) {
                evidence.add(Phrase.of("finding.stack-buffer-overrun.one-bit"));
            }
            if (check.parameters().get(2).value() != facts.architecture().address(~expected)) {
                evidence.add(Phrase.of("finding.stack-buffer-overrun.complement"));
            }
        }
        culprit(facts).ifPresent(evidence::add);
        return Optional.of(new Finding(
                "stack-buffer-overrun",
                Severity.CAUSE,
                Phrase.of("finding.stack-buffer-overrun"),
                Phrase.of("finding.stack-buffer-overrun.why"),
                evidence));
    }

    /// 0x139 for anything but a stack guard value.
    static Optional<Finding> securityCheck(Case facts) {
        return of(facts, SECURITY_CHECK)
                .filter(check -> !COOKIES.contains(check.parameters().getFirst().value()))
                .map(check -> {
                    var meaning = check.parameters().getFirst().meaning();
                    var evidence = new ArrayList<Phrase>();
                    evidence.add(Phrase.of(
                            "finding.security-check.parameter",
                            "0x"
                                    + Long.toHexString(
                                            check.parameters().getFirst().value()),
                            meaning));
                    culprit(facts).ifPresent(evidence::add);
                    return new Finding(
                            "security-check",
                            Severity.CAUSE,
                            Phrase.of("finding.security-check"),
                            Phrase.of("finding.security-check.why"),
                            evidence);
                });
    }

    /// 0x1AA and 0x1AB, and exceptions whose status says so.
    static Optional<Finding> invalidStack(Case facts) {
        long code = facts.bugCheck().plainCode();
        boolean stop = code == EXCEPTION_ON_INVALID_STACK || code == UNWIND_ON_INVALID_STACK;
        boolean status = facts.exception()
                .filter(found -> found.code() == ExceptionFacts.BAD_STACK)
                .isPresent();
        if (!stop && !status) {
            return Optional.empty();
        }
        var evidence = new ArrayList<Phrase>();
        if (stop) {
            evidence.add(Phrase.of(
                    "finding.invalid-stack.pointer",
                    Words.hex(facts.bugCheck().parameters().get(0).value()),
                    facts.bugCheck().parameters().get(1).meaning()));
        }
        facts.stack()
                .ifPresent(stack -> evidence.add(
                        Phrase.of("finding.invalid-stack.stack", Words.hex(stack.limit()), Words.hex(stack.base()))));
        return Optional.of(new Finding(
                "invalid-stack",
                Severity.CAUSE,
                Phrase.of("finding.invalid-stack"),
                Phrase.of("finding.invalid-stack.why"),
                evidence));
    }

    /// 0x7F with another trap than a double fault.
    static Optional<Finding> otherTrap(Case facts) {
        return of(facts, KERNEL_MODE_TRAP)
                .filter(check -> !check.isDoubleFault())
                .map(check -> {
                    var meaning = check.parameters().getFirst().meaning();
                    var trap = Long.toString(check.parameters().getFirst().value());
                    var evidence = new ArrayList<Phrase>();
                    culprit(facts).ifPresent(evidence::add);
                    return new Finding(
                            "kernel-trap",
                            Severity.CAUSE,
                            meaning.isEmpty()
                                    ? Phrase.of("finding.kernel-trap", trap)
                                    : Phrase.of("finding.kernel-trap.known", trap, meaning),
                            Phrase.of("finding.kernel-trap.why"),
                            evidence);
                });
    }

    /// Any exception that is no stack overflow: what it was and whose code raised it.
    static Optional<Finding> exception(Case facts) {
        var found = facts.exception();
        if (found.isEmpty()
                || facts.isOverflow()
                || found.get().code() == ExceptionFacts.STACK_OVERFLOW
                || found.get().code() == ExceptionFacts.BAD_STACK) {
            return Optional.empty();
        }
        var exception = found.get();
        var evidence = new ArrayList<Phrase>();
        evidence.add(Phrase.of("finding.exception.status", status(exception)));
        if (exception.isAccess()) {
            evidence.add(tried(facts, exception));
        }
        facts.kernel().modules().at(exception.address()).map(StopRules::owner).ifPresent(evidence::add);
        facts.stack()
                .filter(stack -> stack.contains(facts.registers().stackPointer()))
                .ifPresent(stack -> evidence.add(Phrase.of(
                        "finding.exception.left", Words.bytes(facts.registers().stackPointer() - stack.limit()))));
        return Optional.of(new Finding(
                "exception",
                Severity.CAUSE,
                Phrase.of("finding.exception", exception.title(), place(facts, exception.address())),
                Phrase.of("finding.exception.why"),
                evidence));
    }

    private static Phrase tried(Case facts, ExceptionFacts exception) {
        long address = exception.touched();
        var tried =
                switch (exception.access()) {
                    case READ ->
                        Phrase.of("finding.exception.read", facts.architecture().hex(address));
                    case WRITE ->
                        Phrase.of(
                                "finding.exception.write", facts.architecture().hex(address));
                    case EXECUTE ->
                        Phrase.of(
                                "finding.exception.execute",
                                facts.architecture().hex(address));
                };
        if (Long.compareUnsigned(address, NULL_POINTER) < 0) {
            return Phrase.of("finding.exception.null-pointer", tried);
        }
        // For an address that no processor accepts, exceptions say -1.
        boolean narrow = facts.architecture().pointerSize() == 4;
        return !narrow && address == -1 ? Phrase.of("finding.exception.not-said", tried) : tried;
    }

    private static Phrase owner(LoadedModule module) {
        var version =
                module.image().version().map(found -> found.fixedFileVersion()).orElse("");
        var image = version.isEmpty() ? module.imageName() : module.imageName() + " " + version;
        return module.company().isEmpty()
                ? Phrase.of("finding.exception.no-maker", image)
                : Phrase.of("finding.exception.maker", image, module.company());
    }

    private static String status(ExceptionFacts exception) {
        var name = Statuses.name(exception.code());
        return "0x" + Long.toHexString(exception.code()) + (name.isEmpty() ? "" : " " + name);
    }

    private static String place(Case facts, long address) {
        return facts.kernel().modules().locate(address).text();
    }

    /// The newest code on the stack that is not the kernel's own crash path.
    private static Optional<Phrase> culprit(Case facts) {
        var kernel = facts.kernel().modules().kernel();
        return facts.debugger().frames().stream()
                .map(Frame::code)
                .filter(code ->
                        code.module() != null && !Optional.of(code.module()).equals(kernel))
                .findFirst()
                .map(code -> Phrase.of("finding.newest-driver", code.text()));
    }

    private static Optional<BugCheck> of(Case facts, long code) {
        return Optional.of(facts.bugCheck()).filter(check -> check.plainCode() == code);
    }
}
