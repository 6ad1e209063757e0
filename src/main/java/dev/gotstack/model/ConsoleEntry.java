package dev.gotstack.model;

import dev.gotstack.command.Output;

/// One command in the command window, and what it printed.
///
/// @param prompt the prompt it was typed at
/// @param line the command line
/// @param echo whether a click did it rather than the keyboard
public record ConsoleEntry(String prompt, String line, boolean echo, Output output) {

    /// The text as it is copied: the prompt with the line, and what was printed.
    public String text() {
        return (line.isEmpty() ? "" : prompt + " " + line + "\n") + output.text();
    }

    /// Lines it takes in the window.
    public int lineCount() {
        return output.lines().size() + (line.isEmpty() ? 0 : 1);
    }
}
