package dev.gotstack.command;

import java.util.List;

/// One command.
public interface Command {

    /// Names it is called by, the usual one first. A name ending in `*` takes what follows without a space (`kfL200`).
    List<String> names();

    /// How it is written: `dd [range]`.
    String syntax();

    /// What it does, in one line.
    String help();

    /// Runs it.
    ///
    /// @param name the name it was called by; for a name ending in `*`, the whole first word (`kfL200`)
    /// @param arguments the rest of the line, stripped
    /// @param out receives the output
    /// @return the context for what follows
    /// @throws CommandException with the line to print if it cannot be done
    Context run(String name, String arguments, Context context, Output.Builder out);
}
