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
        for (int start = 0; start <= line.length(); ) {
            int end = end(line, start);
            var command = line.substring(start, end).strip();
            if (command.startsWith("*")) {
                break;
            }
            if (!command.isEmpty() && !command.startsWith("$$")) {
                commands.add(command);
            }
            start = end + 1;
        }
        return commands;
    }

    /// Where the last command of a line begins, white space included.
    static int lastStart(String line) {
        int start = 0;
        for (int end = end(line, 0); end < line.length(); end = end(line, start)) {
            start = end + 1;
        }
        return start;
    }

    /// The last command of a line, however far it was typed.
    static String last(String line) {
        return line.substring(lastStart(line)).strip();
    }

    private static int end(String line, int start) {
        boolean quoted = false;
        for (int i = start; i < line.length(); i++) {
            char c = line.charAt(i);
            quoted ^= c == '"';
            if (c == ';' && !quoted) {
                return i;
            }
        }
        return line.length();
    }

    static CommandLine parse(String command) {
        int end = 0;
        while (end < command.length() && !Character.isWhitespace(command.charAt(end))) {
            end++;
        }
        return new CommandLine(command.substring(0, end), command.substring(end).strip());
    }
}
