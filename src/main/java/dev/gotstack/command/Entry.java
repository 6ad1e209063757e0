package dev.gotstack.command;

import dev.gotstack.io.MalformedFileException;
import java.util.List;
import java.util.function.Predicate;

/// A row of the table of commands.
///
/// @param tail which text may follow a name without a space
/// @param splits whether that text is an argument like any other, rather than a part of the name
record Entry(List<String> names, Predicate<String> tail, boolean splits, Body body) implements Command {

    /// What a command does.
    @FunctionalInterface
    interface Body {
        Context run(Call call);
    }

    /// What a command does that leaves the context as it is.
    @FunctionalInterface
    interface Show {
        void run(Call call);
    }

    /// A command that may change the context.
    ///
    /// @param names separated by spaces, the one its help is found by first
    static Entry changing(String names, Body body) {
        return new Entry(List.of(names.split(" ")), tail -> false, false, body);
    }

    static Entry showing(String names, Show show) {
        return changing(names, call -> {
            show.run(call);
            return call.context();
        });
    }

    /// The same command, with text that may follow its name without a space.
    Entry joining(Predicate<String> accepted) {
        return new Entry(names, accepted, false, body);
    }

    /// The same command, with arguments that may follow its name without a space.
    Entry splitting(Predicate<String> accepted) {
        return new Entry(names, accepted, true, body);
    }

    /// Read when it is asked for first: few runs of the program need it.
    @Override
    public CommandHelp help() {
        var help = HelpTexts.all().get(names.getFirst());
        if (help == null) {
            throw new MalformedFileException("help.txt", -1, names.getFirst(), "a text for each command", "none");
        }
        return help;
    }

    @Override
    public boolean joins(String text) {
        return tail.test(text);
    }

    @Override
    public Context run(String name, String arguments, Context context, Output.Builder out) {
        int length = splits ? nameLength(name) : name.length();
        var all = (name.substring(length) + " " + arguments).strip();
        return body.run(new Call(name.substring(0, length), all, context, out));
    }

    private int nameLength(String word) {
        return names.stream()
                .filter(name -> word.regionMatches(true, 0, name, 0, name.length()))
                .mapToInt(String::length)
                .max()
                .orElse(word.length());
    }
}
