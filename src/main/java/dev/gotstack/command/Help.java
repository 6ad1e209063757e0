package dev.gotstack.command;

import java.util.Optional;

/// Help for what is being typed.
public final class Help {
    private final CommandTable table = new CommandTable(CommandList.all());

    /// The help of the command that a line ends with; empty if it names none.
    ///
    /// @param line the line as far as it was typed, which may hold several commands
    public Optional<CommandHelp> of(String line) {
        var command = CommandLine.parse(CommandLine.last(line));
        return command.name().isEmpty()
                ? Optional.empty()
                : table.lookUp(command.name()).map(Command::help);
    }
}
