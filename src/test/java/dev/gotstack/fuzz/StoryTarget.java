package dev.gotstack.fuzz;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.analysis.Analyzer;
import dev.gotstack.command.Context;
import dev.gotstack.command.WinDbgInterpreter;
import dev.gotstack.io.Progress;
import dev.gotstack.report.AnalysisJson;
import dev.gotstack.report.StoryText;
import dev.gotstack.report.document.DumpReport;
import dev.gotstack.report.document.Level;
import dev.gotstack.report.document.Request;
import dev.gotstack.report.render.ReportFormat;
import dev.gotstack.report.render.Reports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/// Whole dumps, from the file to the story, the commands and the report.
final class StoryTarget implements Target {
    private static final List<String> COMMANDS = List.of(
            "!analyze -v",
            "kr",
            "!stackusage",
            "r",
            ".tss 0x28;r;kv",
            "!process 0 0",
            "lm",
            "!thread",
            "!stacks 2",
            "!pcr",
            "!gdt",
            "!idt",
            "kv",
            "!running -it",
            "dps @esp L40",
            "u @eip",
            "uf @eip",
            "!pte @esp",
            "!vtop 0 @esp",
            ".bugcheck",
            "vertarget",
            "dt nt!_KPCR",
            "x *!*Ke*",
            "ln @eip",
            "!prcb",
            "!irql",
            "kd",
            ".thread;k",
            ".exr -1",
            ".trap @esp;k",
            ".cxr @esp",
            "!derive",
            "!lmi nt",
            "!search 28",
            "s -d @esp L1000 28",
            "lmv m nt",
            "!process 0 7",
            "~",
            "0r",
            ".frame 1",
            "krf");
    private static final int COMMANDS_EACH = 3;

    private final Scratch scratch;
    private final List<Specimen> specimens;

    StoryTarget(Path folder) throws IOException {
        this.scratch = new Scratch(folder, ".dmp");
        this.specimens = Corpus.dumps();
    }

    @Override
    public String name() {
        return "story";
    }

    @Override
    public List<Specimen> specimens() {
        return specimens;
    }

    @Override
    public void read(byte[] input, SplittableRandom random) throws IOException {
        var analysis =
                Analyzer.open(scratch.with(input), AnalysisOptions.dumpOnly(random.nextInt(4) != 0), Progress.NONE);
        try {
            use(analysis, random);
        } finally {
            analysis.kernel().close();
        }
    }

    /// Asks for what the window shows and the command line prints.
    static void use(Analysis analysis, SplittableRandom random) throws IOException {
        Expect.that(!analysis.story().isEmpty(), "there is no story");
        StoryText.of(analysis);
        AnalysisJson.of(analysis);
        var context = Context.of(analysis);
        for (int i = 0; i < COMMANDS_EACH; i++) {
            run(COMMANDS.get(random.nextInt(COMMANDS.size())), context);
        }
        if (random.nextInt(16) == 0) {
            var level = random.nextBoolean() ? Level.CUSTOMER : Level.ENGINEER;
            var format = random.nextInt(8) == 0 ? ReportFormat.PDF : ReportFormat.HTML;
            Reports.bytes(DumpReport.of(analysis, Request.of(level)), format, Reports.Style.DEFAULT);
        }
    }

    /// Every command of the list, one after the other.
    static void runAll(Analysis analysis) {
        COMMANDS.forEach(command -> run(command, Context.of(analysis)));
    }

    static void run(String line, Context context) {
        var output = new WinDbgInterpreter().run(line, context).output().text();
        if (output.contains("Internal error in")) {
            throw new AssertionError(output.lines()
                    .filter(text -> text.contains("Internal error in"))
                    .findFirst()
                    .orElseThrow());
        }
    }

    @Override
    public void close() throws IOException {
        scratch.close();
    }
}
