package dev.gotstack.cli;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.Analyzer;
import dev.gotstack.command.Context;
import dev.gotstack.command.Output;
import dev.gotstack.command.WinDbgInterpreter;
import dev.gotstack.io.MalformedFileException;
import dev.gotstack.io.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Debugger commands to be run on a dump.
///
/// @param strict whether an error that a command reports is one of the program's
record Script(List<String> lines, boolean strict) {

    /// @return the exit code
    int run(Console console, Path dump, CommonOptions options) {
        try {
            return run(console, dump, console.begin(dump, options));
        } catch (IOException | MalformedFileException e) {
            console.error(Console.describe(dump, e));
            return Exit.NOT_A_DUMP;
        }
    }

    private int run(Console console, Path dump, Analysis first) throws IOException {
        var interpreter = new WinDbgInterpreter();
        var analysis = first;
        var context = Context.of(analysis);
        boolean failed = false;
        var pending = new ArrayDeque<>(lines);
        try {
            while (!pending.isEmpty()) {
                var printed = new AtomicInteger();
                var result = interpreter.run(pending.pop(), context, piece -> {
                    printed.addAndGet(piece.lines().size());
                    print(console, piece);
                });
                print(console, result.output().from(printed.get()));
                failed |= result.output().hasError();
                context = result.context();
                if (context.reloadWanted()) {
                    pending.push(result.rest());
                    var again = Analyzer.begin(dump, context.options(), Progress.NONE);
                    analysis.kernel().close();
                    analysis = again;
                    context = context.reopened(analysis);
                }
            }
        } finally {
            analysis.kernel().close();
        }
        return failed && strict ? Exit.COMMAND_ERROR : Exit.DONE;
    }

    private static void print(Console console, Output output) {
        console.out().print(output.text());
        console.out().flush();
    }
}
