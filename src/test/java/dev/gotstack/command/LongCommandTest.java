package dev.gotstack.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.analysis.Analysis;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Commands that would take long end when they are interrupted, or after so many lines; logs are files that were named.
class LongCommandTest {
    private static Analysis analysis;

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void open() {
        analysis = Samples.analyze(Samples.ARTICLE);
    }

    @AfterAll
    static void close() {
        Samples.close(analysis);
    }

    private static Result run(String line) {
        return new WinDbgInterpreter().run(line, Context.of(analysis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s -b 0 L?ffffffff 12 34 56 78 9a bc",
                "s -sa 0 L?ffffffff",
                "dd 0 L?fffffff",
                "dps 0 L?fffffff",
                "db 0 L?ffffffff",
                "df 0 L?fffffff",
                "u 80000000 ffffffff",
                "x *!*",
                "!stacks 2",
                "!process 0 7",
                "dt -b nt!_KPRCB f7737120",
                ".echo 1"
            })
    void anInterruptedThreadRunsNothing(String line) {
        Thread.currentThread().interrupt();
        try {
            var result = run(line);
            assertTrue(result.output().text().endsWith("Interrupted\n"), line);
            assertTrue(result.output().hasError());
            assertTrue(Thread.currentThread().isInterrupted(), "the interruption is its owner's");
        } finally {
            Thread.interrupted();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"s -b 0 L?ffffffff 12 34 56 78 9a bc", "dd 0 L?fffffff", "s -su 0 L?ffffffff"})
    void aRunningCommandEndsSoonAfterItIsInterrupted(String line) throws Exception {
        try (var worker = Executors.newSingleThreadExecutor()) {
            Callable<Result> task = () -> run(line);
            var running = worker.submit(task);
            Thread.sleep(50);
            worker.shutdownNow();
            var text = running.get(5, TimeUnit.SECONDS).output().text();
            assertTrue(text.endsWith("Interrupted\n") || text.length() > 0, line);
        }
    }

    @Test
    void outputEndsAtAStatedNumberOfLines() {
        var output = run("dps 0 L?fffffff;.echo next").output();
        assertEquals(WinDbgInterpreter.MOST_LINES + 1, output.lines().size());
        assertEquals(
                "More than 200000 lines; the rest is left out",
                output.lines().getLast().text());
        assertTrue(output.hasError());
    }

    @Test
    void searchingAllOfMemoryIsQuick() {
        long start = System.nanoTime();
        assertEquals(
                "Not found\n",
                run("s -b 0 L?ffffffff 12 34 56 78 9a bc").output().text());
        assertTrue(Duration.ofNanos(System.nanoTime() - start).toSeconds() < 20);
    }

    @Test
    void aLogHoldsWhatWasRunWhileItWasOpen() throws IOException {
        var file = folder.resolve("a log.txt");
        run(".logopen \"" + file + "\";.echo one;nosuch");
        var text = Files.readString(file);
        assertTrue(text.startsWith("3: kd> .logopen"), text);
        assertTrue(text.contains("3: kd> .echo one\none\n"), text);
        assertTrue(text.contains("Unknown command 'nosuch'"), text);
        run(".logappend \"" + file + "\";.echo two;.logclose;.echo three");
        var more = Files.readString(file);
        assertTrue(more.startsWith(text) && more.contains("two"), more);
        assertFalse(more.contains("three"), more);
        run(".logopen \"" + file + "\";.logclose");
        assertFalse(Files.readString(file).contains("one"));
        run(".logopen /u \"" + file + "\";.logclose");
        assertTrue(Files.readString(file, StandardCharsets.UTF_16LE).contains(".logclose"));
    }

    @Test
    void aLogNeverOverwritesTheDump() throws IOException {
        long size = Files.size(Samples.ARTICLE);
        assertTrue(run(".logopen " + Samples.ARTICLE).output().hasError());
        assertTrue(run(".logappend " + Samples.ARTICLE).output().hasError());
        assertEquals(size, Files.size(Samples.ARTICLE));
    }

    @Test
    void anUnknownCommandNamesNearOnes() {
        assertTrue(run("!anaylze -v").output().text().contains("did you mean !analyze?"));
        assertTrue(run("!stack").output().text().contains("!stacks"));
        assertTrue(run(".ts 28").output().text().contains(".tss"));
        assertTrue(run("lmm nosuch").output().text().startsWith("start"));
        assertTrue(run("frobnicate").output().text().contains(".help lists the commands"));
    }
}
