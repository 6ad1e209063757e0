package dev.gotstack.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What can stand where the caret is: names of commands, then whatever the command takes.
public final class Completions {
    /// More are no help.
    public static final int MOST = 200;

    private static final String WORD = "_!@$.*?`";

    private final CommandTable table = new CommandTable(CommandList.all());

    /// Ways to go on with a line, the likeliest first, at most [#MOST].
    ///
    /// @param caret where in the line; only what stands before it counts
    public List<Completion> complete(String line, int caret, Context context) {
        var typed = line.substring(0, Math.clamp(caret, 0, line.length()));
        int start = CommandLine.lastStart(typed);
        while (start < typed.length() && Character.isWhitespace(typed.charAt(start))) {
            start++;
        }
        var command = CommandLine.parse(typed.substring(start));
        boolean inName = start + command.name().length() == typed.length();
        return inName ? commands(command.name(), start) : arguments(command, typed, context);
    }

    private List<Completion> commands(String prefix, int start) {
        var lower = prefix.toLowerCase(Locale.ROOT);
        var found = new ArrayList<Completion>();
        for (var command : table.commands()) {
            for (var name : command.names()) {
                if (name.startsWith(lower)) {
                    found.add(new Completion(
                            start, name, "command", command.help().summary()));
                }
            }
        }
        return List.copyOf(found.subList(0, Math.min(MOST, found.size())));
    }

    private List<Completion> arguments(CommandLine command, String typed, Context context) {
        int start = typed.length();
        while (start > 0 && isWord(typed.charAt(start - 1))) {
            start--;
        }
        var word = typed.substring(start);
        var names = new NameCompletions(context, start);
        var called = table.lookUp(command.name()).map(found -> found.help().name());
        return switch (called.orElse("")) {
            case ".hh", ".help" -> commands(word, start);
            case "dt" -> names.typesAndFields(command.arguments(), word);
            case ".tss" -> names.tasks(word);
            case "!derive" -> names.derivations(word);
            case "lm", "!lmi" -> names.modules(word);
            case ".sympath", ".echo", ".logopen", ".logappend", ".logclose", ".effmach", "~" -> List.of();
            default -> names.values(word);
        };
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || WORD.indexOf(c) >= 0;
    }
}
