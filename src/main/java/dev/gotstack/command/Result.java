package dev.gotstack.command;

/// What running a line gives.
public record Result(Output output, Context context) {}
