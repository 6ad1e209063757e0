package dev.gotstack.command;

/// A command that cannot be done; the message is what is printed, in one or more lines.
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandException(String message) {
        super(message);
    }

    /// An error in what was typed: the message, the text, and a caret under the place.
    static CommandException at(String message, String text, int position) {
        return new CommandException(message + "\n    " + text + "\n    " + " ".repeat(position) + "^");
    }
}
