package dev.gotstack.stack;

import static dev.gotstack.stack.Machine.EBP;
import static dev.gotstack.stack.Machine.ESP;
import static dev.gotstack.stack.Machine.UNKNOWN;

import dev.gotstack.text.Phrase;
import dev.gotstack.windows.CodeAddress;
import dev.gotstack.windows.GuardPage;
import dev.gotstack.windows.Kernel;
import dev.gotstack.windows.KernelStack;
import dev.gotstack.x86.RegisterSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Rebuilds 32-bit stacks.
///
/// A trap frame that was being built gives the interrupted context; from there the [Unwinder] finds caller after
/// caller, through trap frames and calls back into user mode, until the stack ends or nothing leads on.
final class NarrowWalk {
    private static final String[] NAMES = {"eax", "ecx", "edx", "ebx", "esp", "ebp", "esi", "edi"};
    /// A 12 KB stack of the smallest possible frames has fewer.
    private static final int MOST_FRAMES = 2000;
    private static final int ARGUMENTS = 3;
    /// What a damaged stretch of stack takes at most, as far as one is reckoned with.
    private static final int DOUBTED = 0x80;
    /// From the saved `eip` back to the start of the trap frame that holds it.
    private static final int EIP_IN_TRAP_FRAME = 0x68;
    /// From the saved `eip` to the end of what the processor pushed when it came from user mode.
    private static final int SAVED_BY_PROCESSOR = 0x14;

    private final Kernel kernel;
    private final KernelStack stack;
    private final CodeView code;
    private final Candidates candidates;
    private final Unwinder unwinder;
    private final Callbacks callbacks;
    private final List<Frame> frames = new ArrayList<>();

    private NarrowWalk(Kernel kernel, CodeFacts facts, KernelStack stack, Corrections corrections) {
        this.kernel = kernel;
        this.stack = stack;
        this.code = facts.code();
        var simulation = new ForwardSimulation(facts);
        this.candidates = new Candidates(code, simulation, stack, corrections);
        this.unwinder = new Unwinder(kernel, stack, code, simulation, candidates, corrections);
        this.callbacks = new Callbacks(kernel, stack, code);
    }

    static CallStack of(
            Kernel kernel, CodeFacts facts, KernelStack stack, RegisterSet registers, Corrections corrections) {
        return new NarrowWalk(kernel, facts, stack, corrections).run(registers);
    }

    private CallStack run(RegisterSet registers) {
        var start =
                new StartPoint(code, kernel.types(), stack).halfBuilt(registers).orElse(null);
        if (start == null) {
            long eip = registers.instructionPointer();
            return walk(eip, repaired(eip, values(registers)), Evidence.of(Trust.CONTEXT, Evidence.Method.CONTEXT));
        }
        frames.add(new Frame(
                Frame.Kind.TRAP,
                kernel.modules().locate(registers.instructionPointer()),
                registers.stackPointer(),
                registers.framePointer(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.of(start.frame().address()),
                new long[0],
                registers,
                new Evidence(Trust.CONTEXT, Evidence.Method.TRAP_FRAME, start.proof(), List.of())));
        var interrupted = start.frame().registers();
        if (start.frame().fromUserMode()) {
            return new CallStack(frames, Phrase.of("stop.trap-from-user"), true);
        }
        return walk(
                interrupted.instructionPointer(),
                values(interrupted),
                new Evidence(Trust.CONTEXT, Evidence.Method.TRAP_FRAME, start.proof(), List.of()));
    }

    /// Registers whose stack pointer is on the stack or just below it. One that was damaged is taken with one bit
    /// changed back, if the code returns from there; else it counts as unknown, which code with a frame pointer can do
    /// without.
    private long[] repaired(long eip, long[] registers) {
        long esp = registers[ESP];
        boolean belowLimit = esp < stack.limit() && stack.limit() - esp <= GuardPage.SIZE;
        if (stack.contains(esp) || belowLimit || esp == stack.base()) {
            return registers;
        }
        for (int bit = 2; bit < 32; bit++) {
            var changed = registers.clone();
            changed[ESP] = esp ^ 1L << bit;
            if (stack.contains(changed[ESP])
                    && !candidates.simulated(eip, changed).isEmpty()) {
                return changed;
            }
        }
        var unknown = registers.clone();
        unknown[ESP] = UNKNOWN;
        return unknown;
    }

    private CallStack walk(long start, long[] registers, Evidence startEvidence) {
        long eip = start;
        var at = registers;
        while (frames.size() < MOST_FRAMES) {
            long below = lastSlot();
            var found = unwinder.caller(position(eip, at)).orElse(null);
            if (found == null || isGuess(found.evidence())) {
                doubt(below);
            }
            if (found == null) {
                frames.add(frame(Frame.Kind.CALL, eip, at, null, OptionalLong.empty(), startEvidence));
                return new CallStack(frames, deadEnd(eip), false);
            }
            var next = found.candidate();
            if (next.end() == ForwardSimulation.End.TRAP_RETURN) {
                addTrap(eip, at, next);
                if (candidates.returnsToUser(next)) {
                    var callback = callback(next);
                    if (callback == null) {
                        return entered();
                    }
                    calledBack(callback);
                    next = callback;
                }
            } else {
                frames.add(frame(Frame.Kind.CALL, eip, at, next, OptionalLong.empty(), found.evidence()));
            }
            if (next.registers()[ESP] == UNKNOWN || next.slot() <= below) {
                return new CallStack(frames, Phrase.of("stop.pointer-lost"), false);
            }
            eip = next.returnAddress();
            at = next.registers();
        }
        return new CallStack(frames, Phrase.of("stop.too-many", MOST_FRAMES), false);
    }

    private static boolean isGuess(Evidence evidence) {
        return evidence.trust().compareTo(Trust.STRONG) > 0 && evidence.method() != Evidence.Method.FORWARD_SIMULATION;
    }

    /// Stale bytes may hold whole frames that fit each other. They fit nothing around them: where the walk goes on only
    /// by a guess, what it found shortly before may have been such.
    private void doubt(long slot) {
        for (int i = frames.size() - 1; i >= 0; i--) {
            var frame = frames.get(i);
            if (frame.returnSlot().isEmpty()) {
                continue;
            }
            if (slot - frame.returnSlot().getAsLong() > DOUBTED) {
                return;
            }
            if (frame.evidence().trust() == Trust.CERTAIN) {
                frames.set(
                        i,
                        frame.withEvidence(
                                frame.evidence().limitedTo(Trust.STRONG, Phrase.of("evidence.guess-above"))));
            }
        }
    }

    private Unwinder.Position position(long eip, long[] registers) {
        boolean interrupted = interruptedHere();
        long callee = interrupted ? -1 : frames.getLast().code().address() - 1;
        return new Unwinder.Position(eip, registers, interrupted, interrupted ? 0 : lastSlot(), callee);
    }

    /// Whether the frame to be found next was interrupted where it is, rather than being in a call.
    private boolean interruptedHere() {
        return frames.isEmpty() || frames.getLast().kind() == Frame.Kind.TRAP;
    }

    /// The highest return slot so far: the walk goes up the stack only.
    private long lastSlot() {
        for (var frame : frames.reversed()) {
            if (frame.returnSlot().isPresent()) {
                return frame.returnSlot().getAsLong();
            }
        }
        return 0;
    }

    private Phrase deadEnd(long eip) {
        return Phrase.of(
                code.at(eip) == null ? "stop.no-code" : "stop.no-way-back",
                kernel.modules().locate(eip).text());
    }

    private void addTrap(long eip, long[] registers, Candidate next) {
        boolean user = candidates.returnsToUser(next);
        var confirms = List.of(
                Phrase.of("evidence.trap-return", Long.toHexString(next.slot() - EIP_IN_TRAP_FRAME)),
                Phrase.of(user ? "evidence.cs-user" : "evidence.cs-kernel"));
        frames.add(frame(
                user ? Frame.Kind.ENTRY : Frame.Kind.TRAP,
                eip,
                registers,
                null,
                OptionalLong.of(next.slot() - EIP_IN_TRAP_FRAME),
                new Evidence(Trust.STRONG, Evidence.Method.TRAP_FRAME, confirms, List.of())));
    }

    /// Where the kernel had called back into user mode, if the trap frame was made during such a call. The arguments it
    /// removed are not known: the count from which a walk gets furthest is taken.
    private @Nullable Candidate callback(Candidate trap) {
        var possible = callbacks.enclosing(trap.slot()).stream()
                .filter(candidate -> !candidates
                        .simulated(candidate.returnAddress(), candidate.registers())
                        .isEmpty())
                .toList();
        if (!possible.isEmpty()) {
            return possible.stream()
                    .max(Comparator.comparingInt(candidates::reach))
                    .orElseThrow();
        }
        var unproven = callbacks.enclosing(trap.slot());
        if (!unproven.isEmpty()) {
            return unproven.getFirst();
        }
        return candidates.isOldestEntry(trap) ? null : unwinder.above(trap.slot() + SAVED_BY_PROCESSOR);
    }

    /// The end of a walk that reached user mode. A frame that was only guessed may hide others before it.
    private CallStack entered() {
        boolean guessed = frames.stream().anyMatch(frame -> frame.evidence().trust() == Trust.WEAK);
        return new CallStack(frames, Phrase.of(guessed ? "stop.from-user-guessed" : "stop.from-user"), !guessed);
    }

    /// Gives the newest frame the return slot of the call by which the kernel had called back into user mode.
    private void calledBack(Candidate callback) {
        var entry = frames.removeLast();
        boolean recorded = callback.method() == Evidence.Method.CALLBACK;
        var confirms = new ArrayList<>(entry.evidence().confirms());
        confirms.add(Phrase.of("evidence.called-back"));
        var contradicts = recorded ? List.<Phrase>of() : List.of(Phrase.of("evidence.callback-unreadable"));
        frames.add(new Frame(
                entry.kind(),
                entry.code(),
                entry.stackPointer(),
                entry.framePointer(),
                OptionalLong.of(callback.slot()),
                OptionalLong.of(callback.returnAddress()),
                entry.trapFrame(),
                arguments(callback.slot()),
                entry.registers(),
                new Evidence(recorded ? Trust.STRONG : Trust.WEAK, callback.method(), confirms, contradicts)));
    }

    private Frame frame(
            Frame.Kind kind,
            long eip,
            long[] registers,
            @Nullable Candidate next,
            OptionalLong trapFrame,
            Evidence evidence) {
        CodeAddress at = interruptedHere()
                ? kernel.modules().locate(eip)
                : kernel.modules().locateReturn(eip);
        return new Frame(
                kind,
                at,
                registers[ESP] == UNKNOWN ? 0 : registers[ESP],
                registers[EBP] == UNKNOWN ? 0 : registers[EBP],
                next == null ? OptionalLong.empty() : OptionalLong.of(next.slot()),
                next == null ? OptionalLong.empty() : OptionalLong.of(next.returnAddress()),
                trapFrame,
                next == null ? new long[0] : arguments(next.slot()),
                named(eip, registers),
                evidence);
    }

    private long[] arguments(long slot) {
        var words = new long[ARGUMENTS];
        for (int i = 0; i < ARGUMENTS; i++) {
            var word = kernel.space().value(slot + 4 + 4L * i, 4);
            if (word.isEmpty()) {
                return Arrays.copyOf(words, i);
            }
            words[i] = word.getAsLong();
        }
        return words;
    }

    private static long[] values(RegisterSet registers) {
        var values = new long[NAMES.length];
        for (int i = 0; i < NAMES.length; i++) {
            values[i] = registers.get(NAMES[i]).orElse(UNKNOWN);
        }
        return values;
    }

    private static RegisterSet named(long eip, long[] values) {
        var registers = new LinkedHashMap<String, Long>();
        registers.put("eip", eip);
        for (int i = 0; i < NAMES.length; i++) {
            if (values[i] != UNKNOWN) {
                registers.put(NAMES[i], values[i]);
            }
        }
        return RegisterSet.of(registers);
    }
}
