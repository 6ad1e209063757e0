package dev.gotstack.command;

import dev.gotstack.io.MalformedFileException;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Runs the debugger commands of [#commands()], with the debugger's names, arguments and output.
///
/// A line ends early, with a line that says so, when its thread is interrupted or it has printed [#MOST_LINES].
public final class WinDbgInterpreter implements Interpreter {
    /// More would fill memory before anybody reads it.
    public static final int MOST_LINES = 200_000;

    private static final Pattern PROCESSOR = Pattern.compile("([0-9]{1,3})((?:[rk]|dt).*)");
    private static final int LONGEST_LINE = 0x10000;

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
        return run(line, context, piece -> {});
    }

    @Override
    public Result run(String line, Context context, Consumer<Output> early) {
        var out = Output.bounded(MOST_LINES, early);
        var now = context;
        var rest = "";
        var commands = CommandLine.split(line);
        if (line.length() > LONGEST_LINE) {
            out.error("The line is longer than " + LONGEST_LINE + " characters");
            commands = List.of();
        }
        for (int i = 0; i < commands.size(); i++) {
            int printed = out.lineCount();
            var next = one(commands.get(i), now, out);
            log(commands.get(i), now, next == null ? now : next, out, printed);
            if (next == null) {
                break;
            }
            now = next;
            if (now.reloadWanted()) {
                rest = String.join(";", commands.subList(i + 1, commands.size()));
                break;
            }
        }
        return new Result(out.build(), now, rest);
    }

    /// Runs one command. An error ends the line, as in the debugger: what follows may rely on it.
    private @Nullable Context one(String text, Context context, Output.Builder out) {
        var line = CommandLine.parse(text);
        try {
            Interruption.check();
            return run(line, context, out);
        } catch (CommandException | MalformedFileException | Interruption e) {
            report(String.valueOf(e.getMessage()), out);
        } catch (InternalError e) {
            // How the machine reports, sometimes late, that pages of a mapped file are gone.
            report("The dump was cut off while it is open, or its drive is gone", out);
        } catch (RuntimeException | StackOverflowError e) {
            // The console's edge: a hostile dump must not take the window down. The text says what to report.
            report("Internal error in '" + text + "': " + e, out);
        }
        return null;
    }

    /// A number before `r`, `k` or `dt` names the processor it works on: `2r`.
    private Context run(CommandLine line, Context context, Output.Builder out) {
        var prefixed = PROCESSOR.matcher(line.name());
        if (!prefixed.matches()) {
            return table.find(line.name()).run(line.name(), line.arguments(), context, out);
        }
        var call = new Call(line.name(), line.arguments(), context, out);
        var processor = ProcessorCommands.numbered(call, Long.parseLong(prefixed.group(1)));
        var name = prefixed.group(2);
        table.find(name).run(name, line.arguments(), context.withProcessor(processor), out);
        return context;
    }

    private static void report(String message, Output.Builder out) {
        out.unbind();
        out.breakLine();
        message.lines().forEach(out::error);
    }

    /// What is run while a log is open is written to it, from the command that opens it to the one that closes it.
    ///
    /// @param printed lines that were there before the command ran
    private static void log(String command, Context before, Context after, Output.Builder out, int printed) {
        var log = before.session().log().or(() -> after.session().log());
        if (log.isEmpty()) {
            return;
        }
        // An interrupted thread cannot write to a file; the interruption is its owner's, and stays.
        boolean interrupted = Thread.interrupted();
        try {
            out.breakLine();
            log.get().write(before.prompt() + " " + command + "\n" + out.text(printed));
        } catch (IOException | SecurityException e) {
            out.error("The log cannot be written: " + e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
