package dev.gotstack.bench;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.analysis.Analyzer;
import dev.gotstack.io.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// How long it takes from a file to its story.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class StoryBenchmark {
    private static final Path DUMP = Path.of("dumps-sample/article-x86/article-x86.dmp");

    private static Analysis open(AnalysisOptions options) {
        try {
            return Analyzer.open(DUMP, options, Progress.NONE);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Benchmark
    public int wholeStory() {
        var analysis = open(AnalysisOptions.defaults());
        int findings = analysis.findings().size();
        analysis.kernel().close();
        return findings;
    }
}
