package dev.gotstack.stack;

import java.util.List;

/// A sequence of calls that repeats on the stack: recursion, or functions that call each other in turn.
///
/// @param first index of its first frame in the call stack, newest first
/// @param period frames in one round
/// @param rounds how often the round repeats
/// @param bytesPerRound stack bytes one round takes, in the mean, rounded down
/// @param bytes stack bytes all rounds take
/// @param functions names of one round, in call order (oldest first)
public record Cycle(int first, int period, int rounds, long bytesPerRound, long bytes, List<String> functions) {

    /// Index behind its last frame.
    public int end() {
        return first + period * rounds;
    }
}
