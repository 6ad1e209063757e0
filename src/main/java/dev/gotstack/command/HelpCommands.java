package dev.gotstack.command;

import java.util.List;

/// `.help`, `.hh`: the commands.
final class HelpCommands {
    private static final int SYNTAX = 34;

    private HelpCommands() {}

    /// `.help [command]`.
    static void list(Call call, List<Entry> commands) {
        if (!call.arguments().isEmpty()) {
            one(call, commands);
            return;
        }
        for (var command : commands) {
            var syntax = command.help().syntax();
            call.link(syntax, ".hh " + command.help().name());
            if (syntax.length() + 2 > SYNTAX) {
                call.end();
                syntax = "";
            }
            call.line(" ".repeat(SYNTAX - syntax.length()) + command.help().summary());
        }
        call.line("Numbers are hexadecimal; 0n marks decimal ones. Commands are separated by a semicolon.");
    }

    /// `.hh command`.
    static void one(Call call, List<Entry> commands) {
        if (call.arguments().isEmpty()) {
            list(call, commands);
            return;
        }
        var command = new CommandTable(commands).find(call.arguments().split("\\s", 2)[0]);
        var help = command.help();
        call.line(help.syntax());
        call.line("    " + help.summary());
        if (command.names().size() > 1) {
            call.line("    Names: " + String.join(", ", command.names()));
        }
        call.end();
        help.text().lines().forEach(line -> text(call, line));
    }

    /// The example can be followed.
    private static void text(Call call, String line) {
        var mark = "Example: ";
        if (line.startsWith(mark)) {
            var example = line.substring(mark.length());
            call.text(mark).link(example, example).end();
        } else {
            call.line(line);
        }
    }
}
