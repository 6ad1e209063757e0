package dev.gotstack.bench;

import dev.gotstack.dump.Dump;
import dev.gotstack.synth.SparseDump;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
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

/// How long it takes to open a dump of many gigabytes and to read its last page, in 128 MiB of heap. The files are
/// sparse. Single shots of fresh machines: what a user waits for.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(value = 3, jvmArgs = "-Xmx128m")
public class LargeDumpBenchmark {
    @Param({"full", "bitmap"})
    private String kind = "";

    @Param({"6", "48"})
    private long gibibytes;

    private Path folder = Path.of("");
    private Path file = Path.of("");

    @Setup
    public void write() throws IOException {
        folder = Files.createTempDirectory("gotstack-bench");
        file = folder.resolve("large.dmp");
        long pages = gibibytes << 18;
        if (kind.equals("full")) {
            SparseDump.full(file, pages);
        } else {
            SparseDump.bitmap(file, pages);
        }
    }

    @TearDown
    public void delete() throws IOException {
        Files.delete(file);
        Files.delete(folder);
    }

    @Benchmark
    public long openAndReadTheLastPage() throws IOException {
        try (var dump = Dump.open(file)) {
            return dump.kernelSpace().value(SparseDump.ADDRESS + 0x1000, 8).orElseThrow();
        }
    }
}
