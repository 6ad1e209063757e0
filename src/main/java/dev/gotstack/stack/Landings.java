package dev.gotstack.stack;

import static dev.gotstack.stack.Machine.EBP;
import static dev.gotstack.stack.Machine.ESP;
import static dev.gotstack.stack.Machine.UNKNOWN;

import dev.gotstack.stack.StackWords.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// Where the code behind a return address leads when nothing is known but the slot it lies in: every usual count of
/// arguments and every frame pointer that may be in force is tried.
final class Landings {
    private static final int[] POPS = {0, 4, 8, 12, 16, 20, 24, 32};
    private static final double ENTERED = 2.0;
    private static final double CONTRADICTED = -3.0;
    private static final double GUESSED = 0.1;
    /// Trap frames on the way to the next return slot.
    private static final int MOST_TRAPS = 4;

    private final CodeView code;
    private final Candidates candidates;
    private final ForwardSimulation simulation;
    private final StackWords words;
    private final Map<Word, List<Landing>> known = new HashMap<>();

    /// One way on from a return address.
    ///
    /// @param registers registers at the return address with which it is taken
    /// @param end what it leads to
    /// @param slot the next return slot, also one that was overwritten; of code that is missing, its stack pointer: the
    ///     slot is there or above; 0 for user mode
    /// @param weight how well it is proven
    record Landing(long[] registers, End end, long slot, double weight) {}

    /// What a way on leads to.
    enum End {
        SLOT,
        /// A trap returns to code that is not there.
        MISSING_CODE,
        /// The slot holds no return address: it was overwritten.
        LOST_SLOT,
        USER_MODE
    }

    Landings(CodeView code, Candidates candidates, ForwardSimulation simulation, StackWords words) {
        this.code = code;
        this.candidates = candidates;
        this.simulation = simulation;
        this.words = words;
    }

    /// The ways on from a word, one for each slot or more.
    List<Landing> of(Word word) {
        return known.computeIfAbsent(word, place -> find(place, framePointers(place)));
    }

    /// The same where the frame pointer is known.
    List<Landing> of(Word word, long framePointer) {
        return find(word, List.of(framePointer));
    }

    private List<Landing> find(Word word, Iterable<Long> framePointers) {
        var found = new ArrayList<Landing>();
        for (long framePointer : framePointers) {
            // Code with a frame pointer needs no stack pointer; then the number of arguments does not matter.
            if (framePointer != UNKNOWN) {
                addAll(word, registers(UNKNOWN, framePointer), found);
            }
        }
        if (found.isEmpty()) {
            for (int pop : POPS) {
                for (long framePointer : framePointers) {
                    addAll(word, registers(word.slot() + 4 + pop, framePointer), found);
                }
            }
        }
        return found;
    }

    private Iterable<Long> framePointers(Word word) {
        var pointers = new LinkedHashSet<Long>();
        pointers.add(words.savedFramePointer(word));
        pointers.add(words.savedStackAddress(word));
        pointers.add(words.trapFrameAbove(word));
        pointers.add(words.chainPointerAt(word.slot()));
        pointers.add(UNKNOWN);
        return pointers;
    }

    private static long[] registers(long stackPointer, long framePointer) {
        var registers = new long[8];
        Arrays.fill(registers, UNKNOWN);
        registers[ESP] = stackPointer;
        registers[EBP] = framePointer;
        return registers;
    }

    private void addAll(Word word, long[] registers, List<Landing> found) {
        follow(word.value(), registers, registers, 0, word.slot(), found);
    }

    private void follow(long eip, long[] at, long[] start, int traps, long above, List<Landing> found) {
        var simulated = candidates.simulated(eip, at);
        if (simulated.isEmpty()) {
            long slot = candidates.overwritten(eip, at).orElse(0);
            if (slot > above) {
                found.add(new Landing(start, End.LOST_SLOT, slot, 0));
            }
        }
        for (var candidate : simulated) {
            if (candidate.slot() <= above) {
                continue;
            }
            if (candidate.end() == ForwardSimulation.End.RETURN) {
                found.add(landing(eip, at, start, candidate));
            } else if (candidates.returnsToUser(candidate)) {
                found.add(
                        candidates.isOldestEntry(candidate)
                                ? new Landing(start, End.USER_MODE, 0, ENTERED)
                                : new Landing(start, End.MISSING_CODE, candidate.slot() + 4, 0));
            } else if (code.at(candidate.returnAddress()) == null) {
                found.add(new Landing(start, End.MISSING_CODE, candidate.registers()[ESP], 0));
            } else if (traps < MOST_TRAPS) {
                follow(
                        code.resumed(candidate.returnAddress()),
                        candidate.registers(),
                        start,
                        traps + 1,
                        candidate.slot(),
                        found);
            }
        }
    }

    private Landing landing(long eip, long[] at, long[] start, Candidate candidate) {
        var callee = code.calleeOf(candidate.returnAddress());
        double weight = -candidate.guesses() * GUESSED;
        if (callee.isEmpty() || !code.isCode(callee.getAsLong())) {
            return new Landing(start, End.SLOT, candidate.slot(), weight);
        }
        var arrival = simulation.arrive(callee.getAsLong(), candidate.slot(), eip, at[ESP], at[EBP]);
        var registers = start.clone();
        if (start[ESP] == UNKNOWN && at == start) {
            registers[ESP] = arrival.depth() == UNKNOWN ? UNKNOWN : candidate.slot() - arrival.depth();
        }
        weight += switch (arrival.reach()) {
            case YES -> ENTERED;
            case UNKNOWN -> 0;
            case NO -> CONTRADICTED;
        };
        return new Landing(registers, End.SLOT, candidate.slot(), weight);
    }
}
