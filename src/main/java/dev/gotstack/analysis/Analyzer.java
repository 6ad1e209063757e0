package dev.gotstack.analysis;

import dev.gotstack.dump.Dump;
import dev.gotstack.io.Progress;
import dev.gotstack.stack.Corrections;
import dev.gotstack.text.Phrase;
import dev.gotstack.windows.Kernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Opens a dump and finds out everything there is to say about it.
public final class Analyzer {
    private Analyzer() {}

    /// Opens and analyses a dump. It stays open until its [Kernel] is closed.
    ///
    /// @throws IOException if the file cannot be opened
    /// @throws dev.gotstack.io.MalformedFileException if it is not a dump that can be read
    public static Analysis open(Path file, AnalysisOptions options, Progress progress) throws IOException {
        return open(file, options, progress, header -> {});
    }

    /// The same, telling what the header says before the rest is read.
    public static Analysis open(Path file, AnalysisOptions options, Progress progress, Consumer<HeaderFacts> header)
            throws IOException {
        var dump = dump(file, options, progress);
        try {
            header.accept(HeaderFacts.of(file, dump.header(), Phrase.of("header.reading")));
        } catch (RuntimeException e) {
            dump.close();
            throw e;
        }
        var kernel = kernel(dump, file, options, progress);
        try {
            return analysis(kernel, options, Corrections.NONE).complete(progress);
        } catch (RuntimeException e) {
            kernel.close();
            throw e;
        }
    }

    /// Opens a dump as [#open(Path, AnalysisOptions, Progress)] does, but concludes nothing before it is asked for: for
    /// commands that may need no more than memory and registers.
    public static Analysis begin(Path file, AnalysisOptions options, Progress progress) throws IOException {
        var kernel = kernel(dump(file, options, progress), file, options, progress);
        try {
            return analysis(kernel, options, Corrections.NONE);
        } catch (RuntimeException e) {
            kernel.close();
            throw e;
        }
    }

    private static Dump dump(Path file, AnalysisOptions options, Progress progress) throws IOException {
        progress.at("Reading the header", 0, 0);
        return Dump.open(file, options.opening(), progress);
    }

    private static Kernel kernel(Dump dump, Path file, AnalysisOptions options, Progress progress) throws IOException {
        try {
            return Kernel.open(dump, options.sources(file), progress);
        } catch (RuntimeException e) {
            dump.close();
            throw e;
        }
    }

    private static Analysis analysis(Kernel kernel, AnalysisOptions options, Corrections corrections) {
        var processor = kernel.crashedProcessor();
        var thread = processor.flatMap(found -> kernel.thread(found.currentThread()));
        return new Analysis(kernel, options, corrections, processor, thread);
    }

    /// Analyses the same dump again, going by what a person decided about frames. The dump stays open, and both
    /// analyses read from it.
    public static Analysis reconsider(Analysis analysis, Corrections corrections) {
        return corrections.equals(analysis.corrections())
                ? analysis
                : analysis(analysis.kernel(), analysis.options(), corrections).complete(Progress.NONE);
    }
}
