package dev.gotstack.command;

import dev.gotstack.windows.KernelProcess;
import java.util.Optional;

/// What a session remembers from command to command, whatever registers are the context.
///
/// @param next where `dd` without an address goes on
/// @param nextCode where `u` without an address goes on
/// @param display the command that showed memory last, which `d` repeats
/// @param frame number of the frame that `.frame` chose last
/// @param frameCount frames that `k` shows when no count is given
/// @param process whose page tables user addresses are read with; empty: those of the crash
/// @param log where commands and output are written as well
record Session(
        Place next,
        long nextCode,
        String display,
        int frame,
        long frameCount,
        Optional<KernelProcess> process,
        Optional<Log> log) {
    private static final long FRAMES = 0x100;

    static Session at(Place start) {
        return new Session(start, start.address(), "db", 0, FRAMES, Optional.empty(), Optional.empty());
    }

    /// The same at another place in code: a context was set.
    Session moved(Place start) {
        return new Session(start, start.address(), display, 0, frameCount, process, log);
    }

    Session withNext(Place place) {
        return new Session(place, nextCode, display, frame, frameCount, process, log);
    }

    Session withNextCode(long address) {
        return new Session(next, address, display, frame, frameCount, process, log);
    }

    Session withDisplay(String command) {
        return new Session(next, nextCode, command, frame, frameCount, process, log);
    }

    Session withFrame(int number) {
        return new Session(next, nextCode, display, number, frameCount, process, log);
    }

    Session withFrameCount(long count) {
        return new Session(next, nextCode, display, frame, count, process, log);
    }

    Session withProcess(Optional<KernelProcess> other) {
        return new Session(next, nextCode, display, frame, frameCount, other, log);
    }

    Session withLog(Optional<Log> other) {
        return new Session(next, nextCode, display, frame, frameCount, process, other);
    }
}
