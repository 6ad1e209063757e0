package dev.gotstack.bench;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.analysis.Analyzer;
import dev.gotstack.io.Progress;
import dev.gotstack.stack.CallStack;
import dev.gotstack.stack.Reconstruction;
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
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// How long it takes from a file to its story, and to rebuild one 12 KB stack.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class StoryBenchmark {
    private static final Path DUMP = Path.of("dumps-sample/article-x86/article-x86.dmp");

    private Analysis open = open(AnalysisOptions.defaults());
    private Analysis bare = open(AnalysisOptions.dumpOnly(false));

    private static Analysis open(AnalysisOptions options) {
        try {
            return Analyzer.open(DUMP, options, Progress.NONE);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Setup
    public void check() {
        if (!open.reconstructedStack().complete() || !bare.reconstructedStack().complete()) {
            throw new IllegalStateException("the sample's stack is not complete");
        }
    }

    @TearDown
    public void close() {
        open.kernel().close();
        bare.kernel().close();
    }

    @Benchmark
    public int wholeStory() {
        var analysis = open(AnalysisOptions.defaults());
        int findings = analysis.findings().size();
        analysis.kernel().close();
        return findings;
    }

    @Benchmark
    public CallStack reconstructionWithPdbs() {
        return rebuild(open);
    }

    @Benchmark
    public CallStack reconstructionWithoutSymbols() {
        return rebuild(bare);
    }

    private static CallStack rebuild(Analysis analysis) {
        return Reconstruction.of(
                analysis.kernel(),
                analysis.thread().orElseThrow().stack(),
                analysis.interrupted().orElseThrow().registers());
    }
}
