package dev.gotstack.command;

import java.util.List;

/// A row of the table of commands.
record Entry(List<String> names, String syntax, String help, Body body) implements Command {

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
    /// @param names separated by spaces
    static Entry changing(String names, String syntax, String help, Body body) {
        return new Entry(List.of(names.split(" ")), syntax, help, body);
    }

    static Entry showing(String names, String syntax, String help, Show show) {
        return changing(names, syntax, help, call -> {
            show.run(call);
            return call.context();
        });
    }

    @Override
    public Context run(String name, String arguments, Context context, Output.Builder out) {
        return body.run(new Call(name, arguments, context, out));
    }
}
