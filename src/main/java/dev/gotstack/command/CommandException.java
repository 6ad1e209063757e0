package dev.gotstack.command;

/// A command that cannot be done; the message is what is printed.
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandException(String message) {
        super(message);
    }
}
