package dev.gotstack.cli;

import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.report.StoryText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The program as a command: without a subcommand it opens the window.
@Command(
        name = "gotstack",
        description = "Explains Windows kernel crash dumps that ran out of kernel stack.",
        mixinStandardHelpOptions = true,
        versionProvider = GotstackCommand.Version.class,
        subcommands = {
            AnalyzeCommand.class,
            RunCommand.class,
            ChartCommand.class,
            ReportCommand.class,
            CompareCommand.class
        })
public final class GotstackCommand implements Callable<Integer> {
    /// Opens the window on dumps.
    @FunctionalInterface
    public interface Window {
        /// Returns when the window is closed.
        ///
        /// @param alone in a process of its own, even if the program runs already
        /// @return what it cannot be opened for, as the beginning of a sentence; empty if it was
        Optional<String> open(List<Path> dumps, AnalysisOptions options, boolean alone);
    }

    private final Window window;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Option(
            names = "--new-process",
            description = "Opens the window in a process of its own, even if the program runs already. So do options"
                    + " about symbols and images.")
    private boolean alone;

    @Parameters(paramLabel = "DUMP", description = "Dump files to open in the window.")
    private List<Path> dumps = new ArrayList<>();

    private GotstackCommand(Window window) {
        this.window = window;
    }

    /// Runs the command line.
    ///
    /// @return the exit code
    public static int run(Window window, String... arguments) {
        try {
            return understood(window, arguments);
        } catch (InternalError e) {
            // How the machine reports that pages of a mapped file are gone.
            System.err.println("gotstack: a file was cut off while it is read, or its drive is gone");
            return Exit.NOT_A_DUMP;
        }
    }

    private static int understood(Window window, String... arguments) {
        var plain = PlainRun.of(arguments);
        if (plain.isPresent()) {
            return plain.get().run();
        }
        var files = PlainOpen.of(arguments);
        // Where no window can be opened, the parser's way says so, and more.
        boolean opened = files.isPresent()
                && window.open(files.get().dumps(), AnalysisOptions.defaults(), false)
                        .isEmpty();
        return opened ? Exit.DONE : commandLine(window).execute(arguments);
    }

    static CommandLine commandLine(Window window) {
        return new CommandLine(new GotstackCommand(window))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    new Console(line.getOut(), line.getErr()).fault(e);
                    return Exit.FAULT;
                });
    }

    @Override
    public Integer call() {
        var obstacle = window.open(dumps, options.analysis(), alone);
        if (obstacle.isEmpty()) {
            return Exit.DONE;
        }
        var console = new Console(spec);
        if (dumps.isEmpty()) {
            console.error(obstacle.get() + "; see 'gotstack --help' for commands that need none");
            return Exit.USAGE;
        }
        console.error(obstacle.get() + "; this is the same story as text");
        int exit = Exit.DONE;
        for (var dump : dumps) {
            int done = console.withDump(dump, options, analysis -> {
                console.out().print(StoryText.of(analysis));
                console.out().flush();
                return Exit.DONE;
            });
            exit = Math.max(exit, done);
        }
        return exit;
    }

    /// Takes the version from the program's manifest.
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            var version = GotstackCommand.class.getPackage().getImplementationVersion();
            return new String[] {"Gotstack " + (version == null ? "(not packaged)" : version)};
        }
    }
}
