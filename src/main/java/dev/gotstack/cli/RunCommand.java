package dev.gotstack.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        description = "Runs debugger commands on a dump and prints what they print.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Parameters(paramLabel = "DUMP", description = "Dump file.")
    private Path dump = Path.of("");

    @ArgGroup(multiplicity = "1")
    private @Nullable Source source;

    @Option(names = "--strict", description = "Exit with 4 if a command reports an error.")
    private boolean strict;

    /// Where the commands come from.
    static final class Source {
        @Option(names = "-c", paramLabel = "COMMANDS", description = "Commands, separated by ';'.")
        private @Nullable String commands;

        @Option(
                names = "-s",
                paramLabel = "FILE",
                description = "A file of commands, one line each; '-': standard input.")
        private @Nullable String script;

        List<String> lines() throws IOException {
            if (commands != null) {
                return List.of(commands);
            }
            if ("-".equals(script)) {
                var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                return in.lines().toList();
            }
            return script == null ? List.of() : withoutMark(Files.readAllLines(Path.of(script)));
        }
    }

    /// Editors of Windows begin a file with a byte order mark.
    private static List<String> withoutMark(List<String> lines) {
        var all = new ArrayList<>(lines);
        if (!all.isEmpty() && all.getFirst().startsWith("\ufeff")) {
            all.set(0, all.getFirst().substring(1));
        }
        return all;
    }

    @Override
    public Integer call() {
        var console = new Console(spec);
        List<String> lines;
        try {
            lines = source == null ? List.of() : source.lines();
        } catch (IOException e) {
            console.error("the script cannot be read: " + e);
            return Exit.USAGE;
        }
        return new Script(lines, strict).run(console, dump, options);
    }
}
