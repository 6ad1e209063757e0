package dev.gotstack.cli;

/// How far a batch is, in one line that is drawn over and over. Draws nothing where nobody watches.
final class ProgressLine {
    private static final int WIDTH = 30;
    /// Goes to the beginning of the line and clears it; every terminal knows it.
    private static final String CLEAR = "\r\u001b[K";

    private final Console console;
    private final int total;
    private final boolean watched;
    private int done;

    ProgressLine(Console console, int total, boolean watched) {
        this.console = console;
        this.total = total;
        this.watched = watched;
        draw();
    }

    /// Makes room for other lines.
    void clear() {
        if (watched) {
            console.raw(CLEAR);
        }
    }

    /// One more is done.
    void step() {
        done++;
        if (done < total) {
            draw();
        }
    }

    private void draw() {
        if (watched) {
            int full = (int) ((long) WIDTH * done / total);
            console.raw(CLEAR + "[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] " + done + " of " + total
                    + " dumps");
        }
    }
}
