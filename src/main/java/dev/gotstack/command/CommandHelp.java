package dev.gotstack.command;

/// What is known about a command for those who type it.
///
/// @param name its usual name: `dd`
/// @param syntax how it is written: `dd [/c columns] [range]`
/// @param summary what it does, in one line
/// @param text the rest: details and an example, in lines of at most 100 characters
public record CommandHelp(String name, String syntax, String summary, String text) {}
