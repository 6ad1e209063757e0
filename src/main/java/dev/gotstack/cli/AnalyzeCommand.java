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
import java.util.ArrayList;
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
    private record Printed(String out, String error) {}

    @Override
    public Integer call() throws InterruptedException {
        var console = new Console(spec);
        int exit = Exit.DONE;
        try (var workers = Executors.newFixedThreadPool(Math.clamp(jobs, 1, dumps.size()))) {
            var pending = new ArrayList<Future<Printed>>();
            for (var dump : dumps) {
                pending.add(workers.submit(() -> print(console, dump)));
            }
            for (var result : pending) {
                var printed = result.get();
                console.out().print(printed.out());
                console.out().flush();
                if (!printed.error().isEmpty()) {
                    console.error(printed.error());
                    exit = Exit.NOT_A_DUMP;
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return exit;
    }

    private Printed print(Console console, Path dump) {
        try {
            var analysis = console.open(dump, options);
            try {
                return new Printed(text(analysis), "");
            } finally {
                analysis.kernel().close();
            }
        } catch (HeaderOnlyException e) {
            var facts = HeaderFacts.of(dump, e);
            var tree = HeaderReport.json(facts);
            var out = json ? AnalysisJson.text(tree, dumps.size() == 1) + "\n" : HeaderReport.text(facts);
            return new Printed(out, facts.reason());
        } catch (IOException | MalformedFileException e) {
            var message = Console.describe(dump, e);
            boolean line = json && dumps.size() > 1;
            var failure = AnalysisJson.failure(String.valueOf(dump.getFileName()), message);
            return new Printed(line ? AnalysisJson.text(failure, false) + "\n" : "", message);
        }
    }

    private String text(Analysis analysis) {
        return json
                ? AnalysisJson.text(AnalysisJson.of(analysis), dumps.size() == 1) + "\n"
                : StoryText.of(analysis) + (dumps.size() > 1 ? "\n" : "");
    }
}
