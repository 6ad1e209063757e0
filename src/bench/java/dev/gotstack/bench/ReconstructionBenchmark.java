package dev.gotstack.bench;

import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.analysis.Analyzer;
import dev.gotstack.io.Progress;
import dev.gotstack.stack.CallStack;
import dev.gotstack.stack.Corrections;
import dev.gotstack.stack.Reconstruction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// How long it takes to rebuild one full stack of 12 KB, and those of a thousand threads. What is kept from one stack
// to
/// the next is what is known of the code, so a thousand times the same stack is as much work as a thousand stacks of
/// its kind.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ReconstructionBenchmark {
    private static final int THREADS = 1000;

    @Param({"article-x86", "stack-x86-pointers"})
    public String dump = "";

    /// What is known besides the dump: `pdbs`, `exports` (of the images in memory), or `nothing`: forward simulation
    /// alone.
    @Param({"pdbs", "exports", "nothing"})
    public String symbols = "";

    private @Nullable Analysis analysis;

    @Setup
    public void open() throws IOException {
        var options =
                switch (symbols) {
                    case "pdbs" -> AnalysisOptions.defaults();
                    case "exports" -> AnalysisOptions.dumpOnly(true);
                    default -> AnalysisOptions.dumpOnly(false);
                };
        var opened = Analyzer.open(Path.of("dumps-sample", dump, dump + ".dmp"), options, Progress.NONE);
        if (!opened.reconstructedStack().complete()) {
            throw new IllegalStateException("the sample's stack is not complete");
        }
        analysis = opened;
    }

    private Analysis analysis() {
        return Objects.requireNonNull(analysis);
    }

    @TearDown
    public void close() {
        analysis().kernel().close();
    }

    @Benchmark
    public CallStack oneStack() {
        return Reconstruction.of(
                analysis().kernel(),
                analysis().thread().orElseThrow().stack(),
                analysis().interrupted().orElseThrow().registers());
    }

    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 1)
    @Measurement(iterations = 2)
    public int thousandStacks() {
        int frames = 0;
        var reconstruction = new Reconstruction(analysis().kernel());
        for (int i = 0; i < THREADS; i++) {
            frames += reconstruction
                    .rebuild(
                            analysis().thread().orElseThrow().stack(),
                            analysis().interrupted().orElseThrow().registers(),
                            Corrections.NONE)
                    .frames()
                    .size();
        }
        return frames;
    }
}
