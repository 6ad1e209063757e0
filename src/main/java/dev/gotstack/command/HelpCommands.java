package dev.gotstack.command;

import java.util.List;

/// `.help`, `.hh`: the commands.
final class HelpCommands {
    private static final int SYNTAX = 30;

    private HelpCommands() {}

    /// `.help [command]`.
    static void show(Call call, List<Entry> commands) {
        if (!call.arguments().isEmpty()) {
            one(call, new CommandTable(commands));
            return;
        }
        for (var command : commands) {
            var syntax = command.syntax();
            call.link(syntax, ".hh " + CommandTable.plain(command.names().getFirst()));
            call.line(" ".repeat(Math.max(2, SYNTAX - syntax.length())) + command.help());
        }
        call.line("Numbers are hexadecimal; 0n marks decimal ones. Commands are separated by a semicolon.");
    }

    private static void one(Call call, CommandTable table) {
        var command = table.named(call.arguments());
        if (command == null) {
            command = table.find(call.arguments());
        }
        call.line(command.syntax());
        call.line("    " + command.help());
        var names = command.names().stream().map(CommandTable::plain).toList();
        if (names.size() > 1) {
            call.line("    Names: " + String.join(", ", names));
        }
    }
}
