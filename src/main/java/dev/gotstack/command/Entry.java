package dev.gotstack.command;

import dev.gotstack.io.MalformedFileException;
import java.util.List;
import java.util.function.Predicate;

/// A row of the table of commands.
///
/// @param tail which text may follow a name without a space
/// @param splits whether that text is an argument like any other, rather than a part of the name
record Entry(List<String> names, CommandHelp help, Predicate<String> tail, boolean splits, Body body)
        implements Command {

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
        var all = List.of(names.split(" "));
        var help = HelpTexts.all().get(all.getFirst());
        if (help == null) {
            throw new MalformedFileException("help.txt", -1, all.getFirst(), "a text for each command", "none");
        }
        return new Entry(all, help, tail -> false, false, body);
    }

    static Entry showing(String names, Show show) {
        return changing(names, call -> {
            show.run(call);
            return call.context();
        });
    }

    /// The same command, with text that may follow its name without a space.
    Entry joining(Predicate<String> accepted) {
        return new Entry(names, help, accepted, false, body);
    }

    /// The same command, with arguments that may follow its name without a space.
    Entry splitting(Predicate<String> accepted) {
        return new Entry(names, help, accepted, true, body);
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
