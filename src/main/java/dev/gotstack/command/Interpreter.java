package dev.gotstack.command;

import java.util.function.Consumer;

/// Runs command lines. Pure: the same line in the same context gives the same result.
public interface Interpreter {

    /// Runs one line, which may hold several commands separated by `;`. Never throws: what goes wrong is printed.
    Result run(String line, Context context);

    /// The same, telling what is printed while it goes on, where that takes long.
    ///
    /// @param early is given lines of the result's output, from the first on, each once; what is left at the end it is
    ///     not given
    default Result run(String line, Context context, Consumer<Output> early) {
        return run(line, context);
    }
}
