package dev.gotstack.command;

/// One way to go on with what was typed.
///
/// @param start where in the line the text goes; it replaces what stands from there to the caret
/// @param text what to put there
/// @param kind what it is, in a word: `command`, `symbol`, `module`, `type`, `field`, `register`, `task`, `value`
/// @param help a few words about it, or empty
public record Completion(int start, String text, String kind, String help) {}
