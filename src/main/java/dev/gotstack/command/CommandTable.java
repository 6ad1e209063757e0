package dev.gotstack.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Commands by name.
final class CommandTable {
    /// Names that differ by more are not worth offering.
    private static final int FARTHEST = 2;

    private static final int MOST_OFFERED = 4;

    private final List<Command> commands;

    CommandTable(List<? extends Command> commands) {
        this.commands = List.copyOf(commands);
    }

    List<Command> commands() {
        return commands;
    }

    /// The command that a first word means: the one of that name, else the one with the longest name that the word
    /// starts with and that may run into its arguments.
    ///
    /// @throws CommandException if there is none
    Command find(String word) {
        var lower = word.toLowerCase(Locale.ROOT);
        Command best = null;
        int length = 0;
        for (var command : commands) {
            for (var name : command.names()) {
                int matched = matched(name, lower);
                if (matched > length) {
                    best = command;
                    length = matched;
                }
            }
        }
        if (best == null) {
            throw new CommandException(unknown(word, lower));
        }
        return best;
    }

    /// A command by its exact name; null if there is none.
    @Nullable
    Command named(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return commands.stream()
                .filter(command ->
                        command.names().stream().anyMatch(each -> plain(each).equals(lower)))
                .findFirst()
                .orElse(null);
    }

    /// A name without the mark that it runs into its arguments.
    static String plain(String name) {
        return name.endsWith("*") ? name.substring(0, name.length() - 1) : name;
    }

    private static int matched(String name, String word) {
        var plain = plain(name);
        if (plain.equals(word)) {
            return Integer.MAX_VALUE;
        }
        return name.endsWith("*") && word.startsWith(plain) ? plain.length() : 0;
    }

    private String unknown(String word, String lower) {
        var near = new ArrayList<String>();
        for (int most = 1; most <= FARTHEST; most++) {
            for (var command : commands) {
                for (var name : command.names()) {
                    var plain = plain(name);
                    boolean close = distance(plain, lower) <= most && plain.length() > 1;
                    if (close && near.size() < MOST_OFFERED && !near.contains(plain)) {
                        near.add(plain);
                    }
                }
            }
        }
        var advice = near.isEmpty() ? ".help lists the commands" : "did you mean " + String.join(", ", near) + "?";
        return "Unknown command '" + word + "'; " + advice;
    }

    /// How many characters have to be added, removed or replaced to make one word out of the other.
    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > FARTHEST) {
            return FARTHEST + 1;
        }
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
