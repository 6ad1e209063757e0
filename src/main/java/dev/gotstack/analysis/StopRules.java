package dev.gotstack.analysis;

import dev.gotstack.analysis.Finding.Severity;
import dev.gotstack.stack.Frame;
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
                        "Code stopped because its stack was full",
                        "The exception's status is that of a stack overflow. Code that checks how much stack is left"
                                + " raises it before the guard page is met.",
                        List.of("Status " + status(found) + " at " + place(facts, found.address()))));
    }

    /// 0x2B: the kernel itself noticed.
    static Optional<Finding> panicSwitch(Case facts) {
        return of(facts, PANIC_STACK_SWITCH)
                .filter(check -> !facts.isOverflow())
                .map(check -> new Finding(
                        "panic-stack-switch",
                        Severity.CAUSE,
                        "The kernel switched to its reserve stack: the thread's was overrun",
                        "Most often a driver took too much of the stack; damaged kernel memory does it, too.",
                        List.of("Bug check 0x2B; trap frame "
                                + Words.hex(check.parameters().getFirst().value()))));
    }

    /// 0x77: not a stack that was too small.
    static Optional<Finding> inpage(Case facts) {
        return of(facts, STACK_INPAGE_ERROR).map(check -> {
            long first = check.parameters().get(0).value();
            long second = check.parameters().get(1).value();
            boolean signature = Long.compareUnsigned(first, 2) <= 0;
            var evidence = new ArrayList<String>();
            if (signature) {
                evidence.add(check.parameters().getFirst().meaning());
                evidence.add("Found in place of the signature: " + Words.hex(second) + ", at "
                        + Words.hex(check.parameters().get(3).value()));
            } else {
                evidence.add(
                        "Reading failed: " + Statuses.words(first) + "; the device said: " + Statuses.words(second));
                evidence.add("Page file " + check.parameters().get(2).value() + ", offset "
                        + Words.hex(check.parameters().get(3).value()));
            }
            return new Finding(
                    "stack-page-lost",
                    Severity.CAUSE,
                    "A page of a kernel stack came back damaged or not at all; the stack did not run out",
                    signature
                            ? "Memory or the storage path changed the page while it was out."
                            : "The disk, its path or a lack of resources kept the page from being read in.",
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
        var evidence = new ArrayList<String>();
        if (!security) {
            long found = check.parameters().get(0).value();
            long expected = check.parameters().get(1).value();
            evidence.add("Guard value " + Words.hex(found) + " on the stack, " + Words.hex(expected) + " expected");
            int bits = Long.bitCount(found ^ expected);
            if (bits == 1) {
                evidence.add("They differ by a single bit: that looks like memory that failed, not like a buffer");
            }
            if (check.parameters().get(2).value() != facts.architecture().address(~expected)) {
                evidence.add(
                        "The complement kept beside the expected value does not match it: the value itself, not the"
                                + " stack, may have been damaged");
            }
        }
        culprit(facts).ifPresent(evidence::add);
        return Optional.of(new Finding(
                "stack-buffer-overrun",
                Severity.CAUSE,
                "A function wrote past the end of a buffer on its stack; the stack did not run out",
                "The guard value between a function's buffers and its return address was overwritten.",
                evidence));
    }

    /// 0x139 for anything but a stack guard value.
    static Optional<Finding> securityCheck(Case facts) {
        return of(facts, SECURITY_CHECK)
                .filter(check -> !COOKIES.contains(check.parameters().getFirst().value()))
                .map(check -> {
                    var meaning = check.parameters().getFirst().meaning();
                    var evidence = new ArrayList<String>();
                    evidence.add("Parameter 1 is 0x"
                            + Long.toHexString(check.parameters().getFirst().value()) + ": " + meaning);
                    culprit(facts).ifPresent(evidence::add);
                    return new Finding(
                            "security-check",
                            Severity.CAUSE,
                            "The kernel found a damaged structure and stopped",
                            "The code that noticed is not always the code that did the damage.",
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
        var evidence = new ArrayList<String>();
        if (stop) {
            evidence.add("Stack pointer "
                    + Words.hex(facts.bugCheck().parameters().get(0).value()) + "; kind of stack: "
                    + facts.bugCheck().parameters().get(1).meaning());
        }
        facts.stack()
                .ifPresent(stack -> evidence.add(
                        "The thread's stack is " + Words.hex(stack.limit()) + " to " + Words.hex(stack.base())));
        return Optional.of(new Finding(
                "invalid-stack",
                Severity.CAUSE,
                "An exception happened while the stack pointer was on no valid stack",
                "Code changed the stack pointer, or ran off the end of its stack.",
                evidence));
    }

    /// 0x7F with another trap than a double fault.
    static Optional<Finding> otherTrap(Case facts) {
        return of(facts, KERNEL_MODE_TRAP)
                .filter(check -> !check.isDoubleFault())
                .map(check -> {
                    var meaning = check.parameters().getFirst().meaning();
                    var evidence = new ArrayList<String>();
                    culprit(facts).ifPresent(evidence::add);
                    return new Finding(
                            "kernel-trap",
                            Severity.CAUSE,
                            "Kernel code raised trap "
                                    + check.parameters().getFirst().value() + (meaning.isEmpty() ? "" : ": " + meaning),
                            "No handler expects this trap in the kernel. It says nothing about the size of the stack.",
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
        var evidence = new ArrayList<String>();
        evidence.add("Status " + status(exception));
        if (exception.isAccess()) {
            evidence.add("It tried to " + exception.access() + " "
                    + facts.architecture().hex(exception.touched()) + kind(facts, exception.touched()));
        }
        facts.kernel().modules().at(exception.address()).map(StopRules::owner).ifPresent(evidence::add);
        facts.stack()
                .filter(stack -> stack.contains(facts.registers().stackPointer()))
                .ifPresent(stack -> evidence.add(
                        Words.bytes(facts.registers().stackPointer() - stack.limit()) + " of stack were left"));
        return Optional.of(new Finding(
                "exception",
                Severity.CAUSE,
                exception.title() + " at " + place(facts, exception.address()),
                "The stack did not run out. Why the code did this, its registers and callers may tell.",
                evidence));
    }

    private static String kind(Case facts, long address) {
        if (Long.compareUnsigned(address, NULL_POINTER) < 0) {
            return ": a null pointer, or a field behind one";
        }
        // For an address that no processor accepts, exceptions say -1.
        boolean narrow = facts.architecture().pointerSize() == 4;
        return !narrow && address == -1
                ? ": the processor does not say which, as for addresses it does not accept"
                : "";
    }

    private static String owner(LoadedModule module) {
        var version =
                module.image().version().map(found -> found.fixedFileVersion()).orElse("");
        return module.imageName()
                + (version.isEmpty() ? "" : " " + version)
                + (module.company().isEmpty() ? ", whose maker the dump does not tell" : ", by " + module.company());
    }

    private static String status(ExceptionFacts exception) {
        var name = Statuses.name(exception.code());
        return "0x" + Long.toHexString(exception.code()) + (name.isEmpty() ? "" : " " + name);
    }

    private static String place(Case facts, long address) {
        return facts.kernel().modules().locate(address).text();
    }

    /// The newest code on the stack that is not the kernel's own crash path.
    private static Optional<String> culprit(Case facts) {
        var kernel = facts.kernel().modules().kernel();
        return facts.debugger().frames().stream()
                .map(Frame::code)
                .filter(code ->
                        code.module() != null && !Optional.of(code.module()).equals(kernel))
                .findFirst()
                .map(code -> "The newest driver on the stack is " + code.text());
    }

    private static Optional<BugCheck> of(Case facts, long code) {
        return Optional.of(facts.bugCheck()).filter(check -> check.plainCode() == code);
    }
}
