package dev.gotstack.cli;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.report.ChartFormat;
import dev.gotstack.report.Charts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "chart",
        description = "Writes the stack-usage chart as SVG, PNG, PDF or JSON.",
        mixinStandardHelpOptions = true)
final class ChartCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Parameters(paramLabel = "DUMP", description = "Dump file.")
    private Path dump = Path.of("");

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "Where to write; its extension (svg, png, pdf, json) chooses the format.")
    private Path output = Path.of("");

    @Override
    public Integer call() {
        var console = new Console(spec);
        ChartFormat format;
        try {
            format = ChartFormat.of(output);
        } catch (IllegalArgumentException e) {
            console.error(String.valueOf(e.getMessage()));
            return Exit.USAGE;
        }
        return console.withDump(dump, options, analysis -> write(console, analysis, format));
    }

    private int write(Console console, Analysis analysis, ChartFormat format) {
        var data = Charts.of(analysis);
        if (data.isEmpty()) {
            console.error("there is no chart to draw: the stack of the crashed thread is unknown");
            return Exit.FAULT;
        }
        try {
            Charts.write(data.get(), format, output);
            return Exit.DONE;
        } catch (IOException e) {
            console.error(output + " cannot be written: " + e.getMessage());
            return Exit.FAULT;
        }
    }
}
