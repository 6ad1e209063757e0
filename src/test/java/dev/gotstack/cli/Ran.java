package dev.gotstack.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;

/// What a command line did.
///
/// @param exit its exit code
/// @param out what it wrote to standard output
/// @param err what it wrote to standard error
record Ran(int exit, String out, String err) {

    /// Runs a command line as `main` would, without a window.
    static Ran run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exit = GotstackCommand.commandLine(
                        (dumps, options, alone) -> Optional.of("there is no display to open a window on"))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Ran(exit, out.toString(), err.toString());
    }
}
