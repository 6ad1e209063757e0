package dev.gotstack.command;

/// What a piece of output does when it is followed: it runs a command.
///
/// @param command the command line, as the user could type it: `.tss 0x28`
public record Link(String command) {}
