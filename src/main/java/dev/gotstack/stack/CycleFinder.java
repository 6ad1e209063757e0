package dev.gotstack.stack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/// Finds call sequences that repeat: recursion and functions that call each other in turn.
final class CycleFinder {
    private static final int LONGEST_PERIOD = 32;
    private static final int FEWEST_ROUNDS = 3;

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

    private @Nullable Cycle bestAt(int start) {
        int bestPeriod = 0;
        int bestRounds = 0;
        for (int period = 1; period <= LONGEST_PERIOD; period++) {
            int rounds = rounds(start, period);
            if (rounds >= FEWEST_ROUNDS && rounds * period > bestRounds * bestPeriod) {
                bestPeriod = period;
                bestRounds = rounds;
            }
        }
        return bestRounds == 0 ? null : cycle(start, bestPeriod, bestRounds);
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
            if (frames.get(one + i).code().address()
                    != frames.get(other + i).code().address()) {
                return false;
            }
        }
        return true;
    }

    private Cycle cycle(int start, int period, int rounds) {
        long bytes = 0;
        for (int i = start; i < start + period * rounds; i++) {
            bytes += bytesOf.applyAsLong(i);
        }
        var functions = new ArrayList<String>();
        for (int i = start; i < start + period; i++) {
            functions.add(frames.get(i).code().function());
        }
        Collections.reverse(functions);
        return new Cycle(start, period, rounds, bytes / rounds, bytes, List.copyOf(functions));
    }
}
