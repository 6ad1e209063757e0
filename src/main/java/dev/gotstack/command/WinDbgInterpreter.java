package dev.gotstack.command;

import dev.gotstack.io.MalformedFileException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs the debugger commands of [#commands()], with the debugger's names, arguments and output.
public final class WinDbgInterpreter implements Interpreter {
    private static final int LONGEST_LINE = 0x10000;
    /// More would fill memory before anybody reads it.
    private static final int MOST_OUTPUT = 500_000;

    private final CommandTable table;

    public WinDbgInterpreter() {
        this.table = new CommandTable(CommandList.all());
    }

    /// Every command, for help and completion.
    public List<Command> commands() {
        return table.commands();
    }

    @Override
    public Result run(String line, Context context) {
        var out = Output.builder();
        if (line.length() > LONGEST_LINE) {
            out.error("The line is longer than " + LONGEST_LINE + " characters");
            return new Result(out.build(), context);
        }
        var now = context;
        var commands = CommandLine.split(line);
        for (int i = 0; i < commands.size(); i++) {
            var command = commands.get(i);
            if (out.lineCount() > MOST_OUTPUT) {
                out.error("More than " + MOST_OUTPUT + " lines; the rest is not run");
                break;
            }
            var next = one(command, now, out);
            if (next == null) {
                break;
            }
            now = next;
            if (now.reloadWanted()) {
                return new Result(out.build(), now, String.join(";", commands.subList(i + 1, commands.size())));
            }
        }
        return new Result(out.build(), now);
    }

    /// Runs one command. An error ends the line, as in the debugger: what follows may rely on it.
    private @Nullable Context one(String text, Context context, Output.Builder out) {
        var line = CommandLine.parse(text);
        try {
            return table.find(line.name()).run(line.name(), line.arguments(), context, out);
        } catch (CommandException | MalformedFileException e) {
            report(String.valueOf(e.getMessage()), out);
        } catch (RuntimeException e) {
            // The console's edge: a hostile dump must not take the window down. The text says what to report.
            report("Internal error in '" + text + "': " + e, out);
        }
        return null;
    }

    private static void report(String message, Output.Builder out) {
        out.breakLine();
        message.lines().forEach(out::error);
    }
}
