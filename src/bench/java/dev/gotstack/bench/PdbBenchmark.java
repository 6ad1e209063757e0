package dev.gotstack.bench;

import dev.gotstack.symbol.pdb.Pdb;
import dev.gotstack.synth.PdbWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

/// Opening a PDB of 200,000 publics and indexing them by address, warm and as the first thing a process does.
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PdbBenchmark {
    private static final int PUBLICS = 200_000;
    private static final int CODE = 0x6000_0020;

    private Path file = Path.of("");

    @Setup
    public void write() throws IOException {
        var writer = new PdbWriter().section(".text", 0x1000, PUBLICS * 16, CODE);
        for (int i = 0; i < PUBLICS; i++) {
            // In no order of addresses, as real PDBs hold them.
            int offset = (int) (i * 7919L % PUBLICS) * 16;
            writer.publicSymbol(1, offset, 2, "_SomeRoutineOfAKernel" + i + "@8");
        }
        file = Files.write(Files.createTempFile("publics", ".pdb"), writer.bytes());
    }

    @TearDown
    public void delete() throws IOException {
        Files.delete(file);
    }

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @Warmup(iterations = 4, time = 2)
    @Measurement(iterations = 5, time = 2)
    @Fork(1)
    public int warm() throws IOException {
        return index();
    }

    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    @Fork(5)
    public int freshProcess() throws IOException {
        return index();
    }

    private int index() throws IOException {
        try (var pdb = Pdb.open(file)) {
            var table = pdb.symbols(List.of());
            return table.size() + table.at(0x123456).orElseThrow().name().length();
        }
    }
}
