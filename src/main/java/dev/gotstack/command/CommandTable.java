package dev.gotstack.command;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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

    /// The command that a first word means.
    ///
    /// @throws CommandException if there is none
    Command find(String word) {
        return lookUp(word).orElseThrow(() -> new CommandException(unknown(word, word.toLowerCase(Locale.ROOT))));
    }

    /// The command of that name; else the one with the longest name that the word starts with and that takes the rest
    /// of the word as arguments.
    Optional<Command> lookUp(String word) {
        var lower = word.toLowerCase(Locale.ROOT);
        Command best = null;
        int length = 0;
        for (var command : commands) {
            for (var name : command.names()) {
                if (name.equals(lower)) {
                    return Optional.of(command);
                }
                if (name.length() > length && lower.startsWith(name) && command.joins(word.substring(name.length()))) {
                    best = command;
                    length = name.length();
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private String unknown(String word, String lower) {
        var near = new LinkedHashSet<String>();
        for (int most = 1; most <= FARTHEST; most++) {
            for (var command : commands) {
                for (var name : command.names()) {
                    boolean begins = lower.length() > 2 && name.startsWith(lower);
                    if (name.length() > 1 && (begins || distance(name, lower) <= most)) {
                        near.add(name);
                    }
                }
            }
        }
        var offered = String.join(", ", near.stream().limit(MOST_OFFERED).toList());
        var advice = near.isEmpty() ? ".help lists the commands" : "did you mean " + offered + "?";
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
