package dev.gotstack.command;

/// Runs command lines. Pure: the same line in the same context gives the same result.
public interface Interpreter {

    /// Runs one line, which may hold several commands separated by `;`. Never throws: what goes wrong is printed.
    Result run(String line, Context context);
}
