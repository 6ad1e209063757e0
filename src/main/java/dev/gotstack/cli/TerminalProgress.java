package dev.gotstack.cli;

import dev.gotstack.io.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;

/// Says on a terminal how far long work is: one line a second at most, nothing where output goes to a file, nothing for
/// work that does not say how much there is.
final class TerminalProgress implements Progress {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final PrintWriter err;
    private final boolean terminal;
    private Instant next = Instant.now().plus(PAUSE);

    TerminalProgress(PrintWriter err) {
        this.err = err;
        var console = System.console();
        this.terminal = console != null && console.isTerminal();
    }

    @Override
    public synchronized void at(String what, long done, long total) {
        if (!terminal || done == 0 || Instant.now().isBefore(next)) {
            return;
        }
        next = Instant.now().plus(PAUSE);
        err.println("gotstack: " + what
                + (total > 0
                        ? ", " + 100 * (done / 1024) / Math.max(1, total / 1024) + " %"
                        : ", " + (done >> 20) + " MiB"));
        err.flush();
    }
}
