package dev.gotstack.cli;

import dev.gotstack.dump.Dump;
import dev.gotstack.dump.OpenOptions;
import dev.gotstack.dump.PageComparison;
import dev.gotstack.io.MalformedFileException;
import dev.gotstack.io.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "compare",
        description = "Compares two dumps of one machine page by page of physical memory.",
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FIRST", description = "Dump file.")
    private Path first = Path.of("");

    @Parameters(index = "1", paramLabel = "SECOND", description = "Another one.")
    private Path second = Path.of("");

    @Option(names = "--list", description = "Lists the pages that differ.")
    private boolean list;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress.")
    private boolean quiet;

    @Override
    public Integer call() {
        var console = new Console(spec);
        try (var one = Dump.open(first)) {
            return compare(console, one);
        } catch (IOException | MalformedFileException e) {
            console.error(Console.describe(first, e));
            return Exit.NOT_A_DUMP;
        }
    }

    private int compare(Console console, Dump one) {
        var progress =
                quiet ? Progress.NONE : new TerminalProgress(spec.commandLine().getErr());
        try (var two = Dump.open(second, OpenOptions.defaults(), progress)) {
            for (var dump : new Dump[] {one, two}) {
                if (dump.triage().isPresent()) {
                    console.error(dump.path() + ": a small dump holds no physical pages to compare");
                    return Exit.USAGE;
                }
            }
            print(console, one, two, one.compare(two, progress));
            return Exit.DONE;
        } catch (IOException | MalformedFileException e) {
            console.error(Console.describe(second, e));
            return Exit.NOT_A_DUMP;
        }
    }

    private void print(Console console, Dump one, Dump two, PageComparison comparison) {
        var out = console.out();
        out.printf(Locale.ROOT, "%,14d pages in %s%n", one.physical().pageCount(), first);
        out.printf(Locale.ROOT, "%,14d pages in %s%n", two.physical().pageCount(), second);
        out.printf(Locale.ROOT, "%,14d are the same%n", comparison.same());
        out.printf(Locale.ROOT, "%,14d differ%n", comparison.differentPages());
        out.printf(Locale.ROOT, "%,14d only in the first%n", comparison.onlyFirst());
        out.printf(Locale.ROOT, "%,14d only in the second%n", comparison.onlySecond());
        if (list) {
            for (var stretch : comparison.different()) {
                out.printf(
                        Locale.ROOT,
                        "%12x  %,d %s%n",
                        stretch.address(),
                        stretch.pages(),
                        stretch.pages() == 1 ? "page" : "pages");
            }
        }
        out.flush();
    }
}
