package dev.gotstack.command;

import java.util.List;

/// One command.
public interface Command {

    /// Names it is called by, the usual one first.
    List<String> names();

    /// How it is written and what it does.
    CommandHelp help();

    /// Whether what follows one of its names without a space belongs to it: `fL200` of `kfL200`.
    boolean joins(String tail);

    /// Runs it.
    ///
    /// @param name the name it was called by, with what followed without a space (`kfL200`)
    /// @param arguments the rest of the line, stripped
    /// @param out receives the output
    /// @return the context for what follows
    /// @throws CommandException with the line to print if it cannot be done
    Context run(String name, String arguments, Context context, Output.Builder out);
}
