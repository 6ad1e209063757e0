package dev.gotstack.command;

import java.util.ArrayList;
import java.util.List;

/// One command of a line.
///
/// @param name its first word
/// @param arguments what follows, stripped
record CommandLine(String name, String arguments) {

    /// The commands of a line: separated by `;` outside quotes. `*` starts a comment to the end of the line, `$$`
    /// one up to the next `;`.
    static List<String> split(String line) {
        var commands = new ArrayList<String>();
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i <= line.length(); i++) {
            boolean end = i == line.length();
            if (!end && line.charAt(i) == '"') {
                quoted = !quoted;
            }
            if (end || (line.charAt(i) == ';' && !quoted)) {
                var command = line.substring(start, i).strip();
                if (command.startsWith("*")) {
                    break;
                }
                if (!command.isEmpty() && !command.startsWith("$$")) {
                    commands.add(command);
                }
                start = i + 1;
            }
        }
        return commands;
    }

    static CommandLine parse(String command) {
        int end = 0;
        while (end < command.length() && !Character.isWhitespace(command.charAt(end))) {
            end++;
        }
        return new CommandLine(command.substring(0, end), command.substring(end).strip());
    }
}
