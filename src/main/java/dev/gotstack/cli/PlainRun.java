package dev.gotstack.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `run DUMP -c COMMANDS` and nothing else: what scripts call a hundred times. The parser of the command line takes a
/// third of the time of such a call, most of it for options that it does not have; so this one form is understood
/// without it.
///
/// @param dump its file
record PlainRun(Path dump, String commands) {

    /// The arguments in that form; empty if they have another, which the parser is for.
    static Optional<PlainRun> of(String... arguments) {
        boolean plain = arguments.length == 4
                && arguments[0].equals("run")
                && isValue(arguments[1])
                && arguments[2].equals("-c")
                && isValue(arguments[3]);
        try {
            return plain ? Optional.of(new PlainRun(Path.of(arguments[1]), arguments[3])) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /// To the parser, `@` begins the name of a file of arguments.
    static boolean isValue(String argument) {
        return !argument.isEmpty() && argument.charAt(0) != '-' && argument.charAt(0) != '@';
    }

    /// @return the exit code
    int run() {
        return run(writer(System.out, "sun.stdout.encoding"), writer(System.err, "sun.stderr.encoding"));
    }

    int run(PrintWriter out, PrintWriter err) {
        var console = new Console(out, err);
        try {
            return new Script(List.of(commands), false).run(console, dump, new CommonOptions());
        } catch (RuntimeException e) {
            console.fault(e);
            return Exit.FAULT;
        }
    }

    /// In the encoding that the parser would choose.
    private static PrintWriter writer(PrintStream stream, String property) {
        var charset = Charset.forName(System.getProperty(property, ""), Charset.defaultCharset());
        return new PrintWriter(new OutputStreamWriter(stream, charset), true);
    }
}
