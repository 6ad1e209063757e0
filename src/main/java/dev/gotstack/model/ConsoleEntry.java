package dev.gotstack.model;

import dev.gotstack.command.Output;

/// One command in the command window, and what it printed.
///
/// @param prompt the prompt it was typed at
/// @param line the command line
/// @param echo whether a click did it rather than the keyboard
public record ConsoleEntry(String prompt, String line, boolean echo, Output output) {}
