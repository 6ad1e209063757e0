package dev.gotstack.stack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/// Finds call sequences that repeat: recursion and functions that call each other in turn.
///
/// A round counts as a repetition if every frame is in the same module as in the first round and most are at the very
/// same address: drivers often choose among a few functions of their own from one round to the next. Two rounds are
/// enough where they are long and the same throughout, as when a trap handler's work traps again.
final class CycleFinder {
    private static final int LONGEST_PERIOD = 64;
    private static final int FEWEST_ROUNDS = 3;
    /// A round of so many frames that comes twice is no accident.
    private static final int LONG_PERIOD = 8;
    /// Of a round's frames, this share must be at the first round's addresses.
    private static final double SAME_ADDRESSES = 0.75;

    private final List<Frame> frames;
    private final IntToLongFunction bytesOf;

    /// @param bytesOf stack bytes of the frame with an index
    CycleFinder(List<Frame> frames, IntToLongFunction bytesOf) {
        this.frames = frames;
        this.bytesOf = bytesOf;
    }

    List<Cycle> find() {
        var cycles = new ArrayList<Cycle>();
        int at = 0;
        while (at < frames.size()) {
            var best = bestAt(at);
            if (best == null) {
                at++;
            } else {
                cycles.add(best);
                at = best.end();
            }
        }
        return cycles;
    }

    /// The sequence that covers most frames from `start` on; of those that cover nearly as many (less
    /// than one more of their own rounds), the shortest.
    private @Nullable Cycle bestAt(int start) {
        int bestPeriod = 0;
        int bestRounds = 0;
        for (int period = 1; period <= LONGEST_PERIOD; period++) {
            int rounds = rounds(start, period);
            if (enough(start, period, rounds) && rounds * period > bestRounds * bestPeriod + period) {
                bestPeriod = period;
                bestRounds = rounds;
            }
        }
        return bestRounds == 0 ? null : cycle(start, bestPeriod, bestRounds);
    }

    private boolean enough(int start, int period, int rounds) {
        return rounds >= FEWEST_ROUNDS
                || rounds == 2 && period >= LONG_PERIOD && equal(start, start + period, period) == period;
    }

    private int rounds(int start, int period) {
        int rounds = 1;
        while (start + (rounds + 1) * period <= frames.size() && same(start, start + rounds * period, period)) {
            rounds++;
        }
        return rounds;
    }

    private boolean same(int one, int other, int length) {
        for (int i = 0; i < length; i++) {
            var left = frames.get(one + i).code();
            var right = frames.get(other + i).code();
            if (!left.moduleName().equals(right.moduleName())) {
                return false;
            }
        }
        return equal(one, other, length) >= length * SAME_ADDRESSES;
    }

    /// Frames of two rounds that are at the same addresses.
    private int equal(int one, int other, int length) {
        int equal = 0;
        for (int i = 0; i < length; i++) {
            boolean same = frames.get(one + i).code().address()
                    == frames.get(other + i).code().address();
            equal += same ? 1 : 0;
        }
        return equal;
    }

    private Cycle cycle(int start, int period, int rounds) {
        long bytes = 0;
        for (int i = start; i < start + period * rounds; i++) {
            bytes += bytesOf.applyAsLong(i);
        }
        var functions = new ArrayList<String>();
        for (int i = start; i < start + period; i++) {
            functions.add(variants(i, period, rounds));
        }
        Collections.reverse(functions);
        return new Cycle(start, period, rounds, bytes / rounds, bytes, List.copyOf(functions));
    }

    /// The functions found at one place of the rounds: `stackhog!HogExpandStored or HogExpandPacked`.
    private String variants(int position, int period, int rounds) {
        var names = new LinkedHashSet<String>();
        for (int round = 0; round < rounds; round++) {
            var code = frames.get(position + round * period).code();
            names.add(
                    names.isEmpty() ? code.function() : code.symbolName().isEmpty() ? code.text() : code.symbolName());
            if (names.size() > 1 && names.iterator().next().endsWith("!" + code.symbolName())) {
                names.remove(code.symbolName());
            }
        }
        return String.join(" or ", names);
    }
}
