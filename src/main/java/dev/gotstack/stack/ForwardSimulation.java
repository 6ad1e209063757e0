package dev.gotstack.stack;

import static dev.gotstack.stack.Machine.EBP;
import static dev.gotstack.stack.Machine.ESP;
import static dev.gotstack.stack.Machine.MASK;
import static dev.gotstack.stack.Machine.UNKNOWN;

import dev.gotstack.disasm.Instruction;
import java.nio.LongBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Runs interrupted code forward to its own `ret`: the stack pointer there is the address of the frame's return slot.
/// Needs neither symbols nor function starts, only the code's bytes.
///
/// Every path that control flow allows is followed; values are known or unknown. Calls are stepped over: what they pop
/// is learned from the callee's code ([Callees]), or all plausible counts are tried where it cannot be known. Helpers
/// that change their caller's frame (SEH prologs, stack probes) are run through.
final class ForwardSimulation {
    private static final int MOST_STEPS = 6000;
    private static final int MOST_HELPER_STEPS = 400;
    /// States in which one instruction is simulated: distinct stack pointers, guesses and helper depths.
    private static final int MOST_VISITS = 12;
    private static final int MOST_INLINE = 4;
    private static final int MOST_HELPER_DEPTH = 3;
    private static final int MOST_GUESSED_POP = 44;
    /// Guesses that one counts for which leaves something of what was pushed, or removes more.
    private static final int UNUSUAL = 2;
    private static final long FAKE_RETURN = 0xdeadc0deL;
    private static final long FAKE_TOP = 0x7ff0_0000L;
    private static final Machine.FakeStack FAKE_STACK = new Machine.FakeStack(FAKE_TOP, FAKE_RETURN);

    private final CodeView code;
    private final Callees callees;
    private final CodeFacts facts;
    private final Map<State, List<Outcome>> memo = new HashMap<>();

    /// How a path ended.
    enum End {
        /// At a `ret`.
        RETURN,
        /// At an `iret`: a trap handler goes back to what it interrupted.
        TRAP_RETURN
    }

    /// One way in which the code may leave its frame.
    ///
    /// @param slot address of the return address (of the saved `eip` for a trap return); [Machine#UNKNOWN] if unknown
    /// @param pop bytes of arguments removed with it
    /// @param registers registers when the `ret` is reached
    /// @param guesses how many calls on the way removed an unknown number of bytes
    /// @param overwritten whether the simulated code itself wrote the slot: then memory does not hold what it returns
    ///     to
    record Outcome(End end, long slot, int pop, long[] registers, int guesses, boolean overwritten) {

        /// The registers a caller sees: volatile ones unknown, the stack pointer behind return address and arguments.
        long[] callerRegisters() {
            var after = registers.clone();
            after[Machine.EAX] = UNKNOWN;
            after[Machine.ECX] = UNKNOWN;
            after[Machine.EDX] = UNKNOWN;
            after[ESP] = slot + 4 + pop & MASK;
            return after;
        }
    }

    /// What an exploration is looking for.
    @FunctionalInterface
    interface Goal {
        boolean reached(long eip, Machine machine);
    }

    /// Where a simulation starts; equal if address and all registers are.
    private record State(long eip, LongBuffer registers) {}

    /// A helper that a path runs through.
    ///
    /// @param after where its call returns to
    /// @param outer the helper that called it, if any
    private record Helper(long after, @Nullable Helper outer) {
        static int depth(@Nullable Helper helper) {
            return helper == null ? 0 : 1 + depth(helper.outer());
        }
    }

    /// A path still to be followed.
    ///
    /// @param helper the helper it is in, null in the frame's own code
    private record Path(
            long eip,
            Machine machine,
            int guesses,
            @Nullable Helper helper) {}

    /// @param facts what is known of the code so far, and gets what is learned here
    ForwardSimulation(CodeFacts facts) {
        this.facts = facts;
        this.code = facts.code();
        this.callees = facts.callees();
    }

    /// All ways out of the frame that executes at `eip`, in no particular order.
    ///
    /// @param registers eax, ecx, edx, ebx, esp, ebp, esi, edi; [Machine#UNKNOWN] where unknown
    List<Outcome> outcomes(long eip, long[] registers) {
        var state = new State(eip, LongBuffer.wrap(registers.clone()));
        return memo.computeIfAbsent(state, ignored -> new Run(null, 0, MOST_STEPS).from(eip, registers).outcomes);
    }

    /// Whether code entered at one place comes to another.
    enum Reach {
        YES,
        /// No path leads there.
        NO,
        /// Not all paths could be followed.
        UNKNOWN
    }

    /// The answer of [#arrive].
    ///
    /// @param depth how far below the return slot the stack pointer is on arrival; [Machine#UNKNOWN] if it never
    ///     arrives
    record Arrival(Reach reach, long depth) {}

    /// Code that is entered at one place and is to come to another.
    ///
    /// @param depth how far below the return slot the stack pointer must be there, or [Machine#UNKNOWN] for any
    /// @param framePointer likewise, if it points into the stack; any other value as it is
    /// @param onStack whether the frame pointer points into the stack
    record Passage(long entry, long eip, long depth, long framePointer, boolean onStack) {
        private static final long LARGEST_FRAME = 0x10000;

        static Passage of(long entry, long slot, long eip, long stackPointer, long framePointer) {
            boolean onStack = framePointer != UNKNOWN && Math.abs(framePointer - slot) < LARGEST_FRAME;
            return new Passage(
                    entry,
                    eip,
                    stackPointer == UNKNOWN ? UNKNOWN : slot - stackPointer & MASK,
                    onStack ? slot - framePointer & MASK : framePointer,
                    onStack);
        }

        /// @param slot where the return address lies
        boolean ends(long at, Machine machine, long slot) {
            return at == eip
                    && machine.register(ESP) != UNKNOWN
                    && (depth == UNKNOWN || (slot - machine.register(ESP) & MASK) == depth)
                    && hasFramePointer(machine.register(EBP), slot);
        }

        private boolean hasFramePointer(long ebp, long slot) {
            return framePointer == UNKNOWN || ebp == UNKNOWN || (onStack ? (slot - ebp & MASK) : ebp) == framePointer;
        }
    }

    /// Whether code entered at `entry`, with its return address at `slot`, can come to `eip` with the given pointers.
    /// This proves from the caller's side that a frame has the depth found for it.
    ///
    /// Code alone answers for every frame of this shape at once. Only where it does not, as behind a call through an
    /// argument, what lies on this stack is looked at.
    ///
    /// @param stackPointer what it must be on arrival, or [Machine#UNKNOWN] for any
    /// @param framePointer likewise, unless the code never sets it
    Arrival arrive(long entry, long slot, long eip, long stackPointer, long framePointer) {
        var byCode = arriveByCode(entry, slot, eip, stackPointer, framePointer);
        return byCode.reach() == Reach.UNKNOWN
                ? arrive(Passage.of(entry, slot, eip, stackPointer, framePointer), null, slot)
                : byCode;
    }

    /// The same without a look at what lies on the stack: much faster where code that was met before is met again.
    Arrival arriveByCode(long entry, long slot, long eip, long stackPointer, long framePointer) {
        return facts.arrival(
                Passage.of(entry, slot, eip, stackPointer, framePointer),
                sought -> arrive(sought, FAKE_STACK, FAKE_TOP));
    }

    private Arrival arrive(Passage passage, Machine.@Nullable FakeStack fakeStack, long slot) {
        var run = new Run(fakeStack, 0, MOST_STEPS);
        run.goal = (at, machine) -> passage.ends(at, machine, slot);
        run.proving = true;
        run.from(passage.entry(), entered(slot));
        if (run.goalReached) {
            return new Arrival(Reach.YES, slot - run.goalStackPointer & MASK);
        }
        return new Arrival(run.complete ? Reach.NO : Reach.UNKNOWN, UNKNOWN);
    }

    /// Registers of which only the stack pointer is known, which points at a return address.
    private static long[] entered(long slot) {
        var registers = new long[8];
        Arrays.fill(registers, UNKNOWN);
        registers[ESP] = slot;
        return registers;
    }

    /// Runs code from `eip` on and shows every instruction of its own frame, before it executes, until one is what is
    /// sought.
    ///
    /// @param goal given an instruction's address and the machine there, which it must not change
    /// @return whether it was found
    boolean explore(long eip, long[] registers, Goal goal) {
        var run = new Run(null, 0, MOST_STEPS);
        run.goal = goal;
        return run.from(eip, registers).goalReached;
    }

    /// Whether a function returns with another stack pointer than it was entered with, as helpers do that build or tear
    /// down their caller's frame. Helpers call nothing unknown: what had to be guessed proves nothing.
    private boolean isHelper(long entry, int depth) {
        var known = facts.helper(entry);
        if (known != null) {
            return known;
        }
        facts.helper(entry, false);
        var run = new Run(FAKE_STACK, depth + 1, MOST_HELPER_STEPS).from(entry, entered(FAKE_TOP));
        boolean returnsPlainly = run.outcomes.stream().anyMatch(outcome -> outcome.slot() == FAKE_TOP);
        boolean returnsOtherwise = run.returnsElsewhere
                || run.outcomes.stream().anyMatch(outcome -> outcome.slot() != UNKNOWN && outcome.guesses() == 0);
        boolean helper = !returnsPlainly && returnsOtherwise;
        facts.helper(entry, helper);
        return helper;
    }

    /// One exploration.
    private final class Run {
        private final Machine.@Nullable FakeStack fakeStack;
        private final int depth;
        private final int mostSteps;
        private final ArrayDeque<Path> work = new ArrayDeque<>();
        /// Guesses that are not the usual ones: followed when nothing else is left, the least odd first.
        private final PriorityQueue<Path> later = new PriorityQueue<>(Comparator.comparingInt(Path::guesses));
        private final Visits visits = new Visits();
        private final List<Outcome> outcomes = new ArrayList<>();
        private boolean returnsElsewhere;
        private @Nullable Goal goal;
        /// Whether only paths count on which nothing had to be guessed.
        private boolean proving;
        private long goalStackPointer = UNKNOWN;
        private boolean goalReached;
        /// Whether no path ended for want of code or patience, nor went on by a guess.
        private boolean complete = true;
        private int steps;

        Run(Machine.@Nullable FakeStack fakeStack, int depth, int mostSteps) {
            this.fakeStack = fakeStack;
            this.depth = depth;
            this.mostSteps = mostSteps;
        }

        Run from(long eip, long[] registers) {
            work.push(new Path(eip, new Machine(code.space(), registers, fakeStack), 0, null));
            while (!(work.isEmpty() && later.isEmpty()) && steps < mostSteps && !goalReached) {
                var path = work.isEmpty() ? later.remove() : work.pop();
                while (path != null && steps < mostSteps && !goalReached) {
                    path = step(path);
                }
            }
            complete &= work.isEmpty() && later.isEmpty() && steps < mostSteps;
            return this;
        }

        /// One instruction.
        ///
        /// @return where this path goes on, or null where it ends
        private @Nullable Path step(Path path) {
            steps++;
            long esp = path.machine().register(ESP);
            if (goal != null && path.helper() == null && goal.reached(path.eip(), path.machine())) {
                // A path that had to guess what calls remove can come anywhere.
                goalReached = path.guesses() == 0;
                complete &= goalReached;
                goalStackPointer = esp;
                return null;
            }
            var machine = path.machine();
            int count =
                    visits.add(path.eip(), esp, machine.register(EBP), path.guesses() > 0, Helper.depth(path.helper()));
            if (count == Visits.REPEATED || count > MOST_VISITS) {
                complete &= count <= MOST_VISITS;
                return null;
            }
            var instruction = code.at(path.eip());
            if (instruction == null) {
                complete = false;
                return null;
            }
            return switch (instruction.flow()) {
                case NEXT, INTERRUPT, SYSTEM_CALL -> {
                    Semantics.apply(instruction, path.machine());
                    yield goOn(path, instruction);
                }
                case CONDITIONAL -> {
                    instruction
                            .target(path.eip())
                            .ifPresent(target ->
                                    work.push(new Path(target, path.machine().fork(), path.guesses(), path.helper())));
                    yield goOn(path, instruction);
                }
                case JUMP -> jump(path, instruction);
                case CALL -> call(path, instruction);
                case RETURN -> returns(path, instruction);
                case INTERRUPT_RETURN -> trapReturn(path);
                case STOP -> null;
            };
        }

        private Path goOn(Path path, Instruction instruction) {
            return new Path(path.eip() + instruction.length(), path.machine(), path.guesses(), path.helper());
        }

        private @Nullable Path jump(Path path, Instruction instruction) {
            var targets = targets(path, instruction);
            for (int i = 1; i < targets.size(); i++) {
                work.push(new Path(targets.get(i), path.machine().fork(), path.guesses(), path.helper()));
            }
            complete &= !targets.isEmpty();
            return targets.isEmpty()
                    ? null
                    : new Path(targets.getFirst(), path.machine(), path.guesses(), path.helper());
        }

        private List<Long> targets(Path path, Instruction instruction) {
            var direct = instruction.target(path.eip());
            if (direct.isPresent()) {
                return List.of(direct.getAsLong());
            }
            var fixed = callees.fixedTargets(instruction, path.eip());
            if (!fixed.isEmpty()) {
                return fixed;
            }
            long target = path.machine().value(instruction.operands().getFirst());
            return target != UNKNOWN && code.isCode(target) ? List.of(target) : List.of();
        }

        private @Nullable Path call(Path path, Instruction instruction) {
            long after = path.eip() + instruction.length();
            var machine = path.machine();
            var targets = targets(path, instruction);
            boolean direct = instruction.target(path.eip()).isPresent();
            if (direct && targets.getFirst() == after) {
                // `call $+5` only asks for its own address.
                machine.push(after);
                return new Path(after, machine, path.guesses(), path.helper());
            }
            if (direct
                    && depth < MOST_HELPER_DEPTH
                    && Helper.depth(path.helper()) < MOST_INLINE
                    && code.isCode(targets.getFirst())
                    && isHelper(targets.getFirst(), depth)) {
                machine.push(after);
                return new Path(targets.getFirst(), machine, path.guesses(), new Helper(after, path.helper()));
            }
            var pops = pops(targets);
            machine.forgetVolatile();
            if (pops == null) {
                return callOfUnknown(path, after);
            }
            return callThatPops(path, after, pops);
        }

        private @Nullable Set<Integer> pops(List<Long> targets) {
            if (targets.isEmpty()) {
                return null;
            }
            var all = new TreeSet<Integer>();
            for (long target : targets) {
                var pops = code.isCode(target) ? callees.pops(target) : null;
                if (pops == null) {
                    return null;
                }
                all.addAll(pops);
            }
            return all;
        }

        /// A callee that never returns ends the path; one with several returns splits it.
        private @Nullable Path callThatPops(Path path, long after, Set<Integer> pops) {
            Path first = null;
            for (int pop : pops) {
                var machine = path.machine().fork();
                machine.moveStack(pop);
                var next = new Path(after, machine, path.guesses(), path.helper());
                if (first == null) {
                    first = next;
                } else {
                    work.push(next);
                }
            }
            return first;
        }

        private @Nullable Path callOfUnknown(Path path, long after) {
            complete = false;
            if (callees.removesArguments(after)) {
                return new Path(after, path.machine(), path.guesses(), path.helper());
            }
            if (proving) {
                // Who guessed proves nothing, wherever he comes to.
                return null;
            }
            // Most callees remove just what was pushed for them: that is followed to its end before anything else.
            int pushed = Math.min(path.machine().pushed(), MOST_GUESSED_POP);
            for (int pop = MOST_GUESSED_POP; pop >= 0; pop -= 4) {
                if (pop != pushed) {
                    var machine = path.machine().fork();
                    machine.moveStack(pop);
                    later.add(new Path(after, machine, path.guesses() + UNUSUAL, path.helper()));
                }
            }
            path.machine().moveStack(pushed);
            return new Path(after, path.machine(), path.guesses() + 1, path.helper());
        }

        private @Nullable Path returns(Path path, Instruction instruction) {
            var machine = path.machine();
            long slot = machine.register(ESP);
            int pop = instruction.returnPop();
            if (slot == UNKNOWN) {
                returnsElsewhere |= path.guesses() == 0;
                return path.helper() == null ? null : afterHelper(path, path.helper());
            }
            long target = machine.load(slot);
            boolean own = machine.wrote(slot);
            if (own && path.helper() != null && target != UNKNOWN && target != FAKE_RETURN && code.isCode(target)) {
                machine.moveStack(4L + pop);
                return new Path(target, machine, path.guesses(), path.helper().outer());
            }
            if (fakeStack != null && target != FAKE_RETURN) {
                returnsElsewhere |= path.guesses() == 0;
                return null;
            }
            outcomes.add(new Outcome(End.RETURN, slot, pop, machine.registers(), path.guesses(), own));
            return null;
        }

        /// Behind a helper that moved the stack by an unknown amount, as `alloca` does. A frame pointer makes it known
        /// again.
        private static Path afterHelper(Path path, Helper helper) {
            path.machine().setRegister(ESP, UNKNOWN);
            path.machine().forgetVolatile();
            return new Path(helper.after(), path.machine(), path.guesses(), helper.outer());
        }

        private @Nullable Path trapReturn(Path path) {
            long slot = path.machine().register(ESP);
            if (slot != UNKNOWN) {
                outcomes.add(new Outcome(
                        End.TRAP_RETURN,
                        slot,
                        0,
                        path.machine().registers(),
                        path.guesses(),
                        path.machine().wrote(slot)));
            }
            return null;
        }
    }
}
