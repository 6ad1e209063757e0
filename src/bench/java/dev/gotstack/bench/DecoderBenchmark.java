package dev.gotstack.bench;

import dev.gotstack.disasm.Decoder;
import dev.gotstack.disasm.Formatter;
import dev.gotstack.disasm.Mode;
import dev.gotstack.disasm.SymbolNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Instructions a second over a driver's code.
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DecoderBenchmark {
    private static final int INSTRUCTIONS = 1000;

    private final byte[] code = read();
    private final Decoder decoder = new Decoder();
    private final Formatter formatter = new Formatter();

    private static byte[] read() {
        try {
            return Files.readAllBytes(Path.of("dumps-sample/article-x86/stackhog.sys"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Benchmark
    @OperationsPerInvocation(INSTRUCTIONS)
    public int decode() {
        int at = 0x400;
        int sum = 0;
        for (int i = 0; i < INSTRUCTIONS; i++) {
            var instruction = decoder.decode(code, at, code.length - at, Mode.BITS32);
            sum += instruction.length();
            at = at + instruction.length() < 0xa00 ? at + instruction.length() : 0x400;
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(INSTRUCTIONS)
    public int decodeAndFormat() {
        int at = 0x400;
        int sum = 0;
        for (int i = 0; i < INSTRUCTIONS; i++) {
            var instruction = decoder.decode(code, at, code.length - at, Mode.BITS32);
            sum += formatter.format(instruction, at, SymbolNames.NONE).length();
            at = at + instruction.length() < 0xa00 ? at + instruction.length() : 0x400;
        }
        return sum;
    }
}
