package dev.gotstack.stack;

/// A place to which a frame may return.
///
/// @param method how it was found
/// @param slot stack slot of the return address; for a trap return, of the saved `eip`
/// @param returnAddress where execution goes on
/// @param registers registers there, [Machine#UNKNOWN] where unknown
/// @param guesses how much had to be guessed on the way
/// @param end whether it is a `ret` or an `iret`
record Candidate(
        Evidence.Method method,
        long slot,
        long returnAddress,
        long[] registers,
        int guesses,
        ForwardSimulation.End end) {}
