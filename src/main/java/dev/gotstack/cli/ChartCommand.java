package dev.gotstack.cli;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.WhatIfWords;
import dev.gotstack.report.ChartData;
import dev.gotstack.report.ChartExport;
import dev.gotstack.report.ChartFormat;
import dev.gotstack.report.Charts;
import dev.gotstack.report.Colouring;
import dev.gotstack.stack.ModuleUsage;
import dev.gotstack.stack.Omission;
import dev.gotstack.stack.StackUsage;
import dev.gotstack.stack.WhatIf;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "chart",
        description = "Writes the stack-usage chart as SVG, PNG, PDF or JSON (.svg, .png, .pdf, .json).",
        mixinStandardHelpOptions = true)
final class ChartCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Parameters(paramLabel = "DUMP", description = "Dump file.")
    private Path dump = Path.of("");

    @Mixin
    private ExportOptions export = new ExportOptions();

    @Option(
            names = "--without",
            paramLabel = "MODULE",
            description = "What if this driver had not been there? Says how much stack would have been free, and"
                    + " whether the fault would still have happened; may be repeated.")
    private List<String> without = new ArrayList<>();

    @Option(
            names = "--called",
            paramLabel = "stays|falls",
            description = "With --without: whether what was called through these drivers stays on the stack"
                    + " (the default), or falls with them.")
    private Omission.Called called = Omission.Called.STAYS;

    @Option(names = "--scale", paramLabel = "1-4", description = "Pixels per unit of a PNG; 2 by default.")
    private int scale = ChartExport.Page.DEFAULT.scale();

    @Option(
            names = "--colour",
            paramLabel = "module|company",
            description = "What colours stand for; modules by default.")
    private Colouring colouring = Colouring.MODULE;

    @Override
    public Integer call() {
        var console = new Console(spec);
        ChartFormat format;
        ChartExport.Page page;
        try {
            format = ChartFormat.of(export.output());
            page = ChartExport.Page.DEFAULT.with(scale, export.paper(), colouring);
        } catch (IllegalArgumentException e) {
            console.error(String.valueOf(e.getMessage()));
            return Exit.USAGE;
        }
        return console.withDump(dump, options, analysis -> write(console, analysis, format, page));
    }

    private int write(Console console, Analysis analysis, ChartFormat format, ChartExport.Page page) {
        var data = Charts.orReason(analysis);
        if (!without.isEmpty()) {
            var unknown = unknown(data.usage());
            if (!unknown.isEmpty()) {
                console.error(String.join(", ", unknown) + ": no such driver on this stack, which has "
                        + String.join(", ", names(data.usage())));
                return Exit.USAGE;
            }
            var answer = Charts.whatIf(analysis, Omission.of(modules(data.usage()), called));
            if (answer.isPresent()) {
                data = whatIf(console, data, answer.get());
            }
        }
        var chart = data;
        return export.write(console, file -> Charts.write(chart, format, page, file));
    }

    /// Says the answer too, for the picture alone cannot be read in a terminal.
    private ChartData whatIf(Console console, ChartData data, WhatIf answer) {
        if (!options.quiet()) {
            WhatIfWords.of(data.usage(), answer).forEach(console.out()::println);
            console.out().flush();
        }
        return data.with(answer);
    }

    private List<String> unknown(StackUsage usage) {
        return without.stream()
                .filter(name -> names(usage).stream().noneMatch(name::equalsIgnoreCase))
                .toList();
    }

    private Set<String> modules(StackUsage usage) {
        return names(usage).stream()
                .filter(name -> without.stream().anyMatch(name::equalsIgnoreCase))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<String> names(StackUsage usage) {
        return usage.modules().stream()
                .filter(module -> module.frames() > 0)
                .map(ModuleUsage::name)
                .toList();
    }
}
