package dev.gotstack.cli;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.HeaderFacts;
import dev.gotstack.dump.HeaderOnlyException;
import dev.gotstack.io.MalformedFileException;
import dev.gotstack.report.AnalysisJson;
import dev.gotstack.report.HeaderReport;
import dev.gotstack.report.StoryText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "analyze",
        description = "Prints the story of a dump: what happened, findings, both stacks, who used the bytes.",
        mixinStandardHelpOptions = true)
final class AnalyzeCommand implements Callable<Integer> {
    /// Results that wait for their turn, for each worker: what is printed keeps the order of the command line, and
    /// thousands of dumps take no more memory than a few.
    private static final int AHEAD = 2;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Option(names = "--json", description = "As JSON; with several dumps, one line each.")
    private boolean json;

    @Option(names = "-j", paramLabel = "N", description = "Dumps analysed at once; default: one a processor.")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Parameters(arity = "1..*", paramLabel = "DUMP", description = "Dump files.")
    private List<Path> dumps = new ArrayList<>();

    /// What is printed for one dump.
    private record Printed(String out, String error, int exit) {}

    @Override
    public Integer call() throws InterruptedException {
        var console = new Console(spec);
        if (jobs < 1) {
            console.error("-j takes a number of at least 1, not " + jobs);
            return Exit.USAGE;
        }
        int workers = Math.min(jobs, dumps.size());
        boolean watched = dumps.size() > 1 && !options.quiet() && Terminal.isStandardError();
        var progress = new ProgressLine(console, dumps.size(), watched);
        int exit = Exit.DONE;
        try (var pool = Executors.newFixedThreadPool(workers)) {
            var waiting = new ArrayDeque<Future<Printed>>();
            Iterator<Path> rest = dumps.iterator();
            while (rest.hasNext() || !waiting.isEmpty()) {
                while (rest.hasNext() && waiting.size() < workers * AHEAD) {
                    var dump = rest.next();
                    waiting.add(pool.submit(() -> print(console, dump)));
                }
                exit = worse(exit, show(console, progress, waiting.remove().get()));
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return exit;
    }

    private static int show(Console console, ProgressLine progress, Printed printed) {
        progress.clear();
        console.out().print(printed.out());
        console.out().flush();
        if (!printed.error().isEmpty()) {
            console.error(printed.error());
        }
        progress.step();
        return printed.exit();
    }

    /// A fault of the program is worse than a file that is no dump.
    private static int worse(int one, int other) {
        return one == Exit.FAULT || other == Exit.FAULT ? Exit.FAULT : Math.max(one, other);
    }

    private Printed print(Console console, Path dump) {
        try {
            var analysis = console.open(dump, options);
            try {
                return new Printed(text(analysis), "", Exit.DONE);
            } finally {
                analysis.kernel().close();
            }
        } catch (HeaderOnlyException e) {
            var facts = HeaderFacts.of(dump, e);
            var tree = HeaderReport.json(facts);
            var out = json ? AnalysisJson.text(tree, dumps.size() == 1) + "\n" : HeaderReport.text(facts);
            return new Printed(out, facts.reason().english(), Exit.NOT_A_DUMP);
        } catch (IOException | MalformedFileException e) {
            return failed(dump, e, Console.describe(dump, e), Exit.NOT_A_DUMP);
        } catch (RuntimeException e) {
            // One dump must not cost the others their results.
            return failed(dump, e, dump + ": this is a fault of the program: " + e, Exit.FAULT);
        }
    }

    private Printed failed(Path dump, Exception failure, String message, int exit) {
        boolean line = json && dumps.size() > 1;
        var error = AnalysisJson.failure(String.valueOf(dump.getFileName()), message, failure);
        return new Printed(line ? AnalysisJson.text(error, false) + "\n" : "", message, exit);
    }

    private String text(Analysis analysis) {
        return json
                ? AnalysisJson.text(AnalysisJson.of(analysis), dumps.size() == 1) + "\n"
                : StoryText.of(analysis) + (dumps.size() > 1 ? "\n" : "");
    }
}
