package dev.gotstack.command;

/// Ends a command that its user does not want to wait for, or whose output nobody could read.
final class Interruption extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Interruption(String message) {
        super(message, null, false, false);
    }

    /// Ends the command if its thread was interrupted. Called in every loop that may be long; the interruption stays
    /// set, for the owner of the thread.
    static void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw new Interruption("Interrupted");
        }
    }

    /// Too many lines.
    static Interruption tooLong(int most) {
        return new Interruption("More than " + most + " lines; the rest is left out");
    }
}
