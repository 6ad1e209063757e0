package dev.gotstack.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.command.Context;
import dev.gotstack.command.Interpreter;
import dev.gotstack.command.Output;
import dev.gotstack.command.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Commands on a thread of their own. The test plays the window's thread: what is to be done there waits in a queue.
@Timeout(60)
class CommandQueueTest {
    private static final Analysis ANALYSIS = Samples.analyze(Samples.ARTICLE);

    private final BlockingQueue<Runnable> window = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AnalysisModel model = new AnalysisModel(
            (file, options, progress, header) -> ANALYSIS, AnalysisOptions.defaults(), new Slow(), window::add);

    /// `wait` waits until it is interrupted, `deaf` does not even notice that; `deep` runs out of stack; `lines N`
    /// prints lines; the rest is printed back, with the task state in force.
    private final class Slow implements Interpreter {
        @Override
        public Result run(String line, Context context) {
            threads.add(Thread.currentThread());
            var out = Output.builder();
            switch (line.split(" ", -1)[0]) {
                case ".tss" -> {
                    int selector = Integer.decode(line.substring(5));
                    var task = context.processor().orElseThrow().task(selector).orElseThrow();
                    return new Result(out.line("switched").build(), context.withTask(task));
                }
                case "wait" -> {
                    out.line("so far");
                    try {
                        gate.await();
                    } catch (InterruptedException e) {
                        out.error("Interrupted");
                    }
                }
                case "deaf" -> deaf();
                case "deep" -> throw new StackOverflowError();
                case "lines" -> {
                    for (int i = 0; i < Integer.parseInt(line.substring(6)); i++) {
                        out.line("line");
                    }
                }
                default ->
                    out.line(line + " in " + Integer.toHexString(context.task().orElse(0)));
            }
            return new Result(out.build(), context);
        }

        @Override
        public Result run(String line, Context context, Consumer<Output> early) {
            if (!line.equals("pieces")) {
                return run(line, context);
            }
            var first = Output.builder().line("one").line("two").build();
            early.accept(first);
            try {
                gate.await();
            } catch (InterruptedException e) {
                return new Result(
                        Output.builder().append(first).error("Interrupted").build(), context);
            }
            return new Result(Output.builder().append(first).line("three").build(), context);
        }

        private void deaf() {
            while (gate.getCount() > 0) {
                Thread.onSpinWait();
            }
        }
    }

    @BeforeEach
    void open() throws InterruptedException {
        model.open(Samples.ARTICLE);
        until(() -> model.contextProperty().get() != null && isIdle());
    }

    /// Does what is to be done on the window's thread until something is so.
    private void until(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            var next = window.poll(20, TimeUnit.MILLISECONDS);
            if (next != null) {
                next.run();
            }
        }
    }

    private boolean isIdle() {
        return !model.commands().busyProperty().get();
    }

    private String last() {
        return model.console().getLast().text();
    }

    @Test
    void whatIsPrintedEarlyIsShownOnceAndAtOnce() throws InterruptedException {
        int before = model.console().size();
        model.execute("pieces");
        until(() -> model.console().size() > before);
        assertFalse(isIdle(), "it still runs");
        assertEquals(model.contextProperty().get().prompt() + " pieces\none\ntwo\n", last());
        gate.countDown();
        until(this::isIdle);
        assertEquals("three\n", last(), "without a second prompt");
        assertEquals(before + 2, model.console().size());
    }

    @Test
    void whatIsPrintedEarlyStaysWhenTheCommandIsStopped() throws InterruptedException {
        int before = model.console().size();
        model.execute("pieces");
        until(() -> model.console().size() > before);
        model.commands().cancel();
        until(this::isIdle);
        assertEquals("Interrupted\n", last());
        assertTrue(model.console().get(before).text().endsWith("one\ntwo\n"));
    }

    @Test
    void commandsRunInOrderEachInTheContextOfTheOneBefore() throws InterruptedException {
        model.execute("one");
        model.follow(".tss 0x50");
        model.execute("two");
        model.execute(".tss 0x28");
        model.execute("three");
        until(this::isIdle);

        var lines = model.console().stream().map(ConsoleEntry::text).toList();
        assertEquals(
                List.of(
                        "3: kd> one\none in 28\n",
                        "3: kd> .tss 0x50\nswitched\n",
                        "3: kd> two\ntwo in 50\n",
                        "3: kd> .tss 0x28\nswitched\n",
                        "3: kd> three\nthree in 28\n"),
                lines.subList(1, lines.size()));
        assertFalse(threads.contains(Thread.currentThread()), "no command runs on the window's thread");
    }

    @Test
    void whatRunsCanBeStoppedAndSaysWhatItHas() throws InterruptedException {
        model.execute("wait");
        model.execute("never");
        assertTrue(model.commands().busyProperty().get());
        assertEquals(1, model.commands().waitingProperty().get());
        model.commands().cancel();
        assertTrue(model.commands().stoppingProperty().get());
        until(this::isIdle);

        assertEquals("3: kd> wait\nso far\nInterrupted\n", last(), "what waited is forgotten");
        assertFalse(model.commands().stoppingProperty().get());
        model.execute("next");
        until(this::isIdle);
        assertEquals("3: kd> next\nnext in 28\n", last(), "the next is not interrupted");
    }

    @Test
    void whatDoesNotStopIsLeftAlone() throws InterruptedException {
        model.execute("deaf");
        model.commands().cancel();
        long start = System.nanoTime();
        until(this::isIdle);

        assertTrue(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start) < 5);
        assertEquals("3: kd> deaf\nInterrupted\n", last());
        model.execute("next");
        until(this::isIdle);
        gate.countDown();
        assertEquals("3: kd> next\nnext in 28\n", last());
    }

    @Test
    void aFaultEndsTheCommandOnly() throws InterruptedException {
        model.execute("deep");
        until(this::isIdle);
        assertTrue(last().contains("StackOverflowError"), last());
        assertTrue(model.console().getLast().output().hasError());
    }

    @Test
    void closingForgetsWhatRuns() throws InterruptedException {
        model.execute("wait");
        model.execute("more");
        model.close();
        assertTrue(isIdle());
        until(window::isEmpty);
        assertTrue(model.console().isEmpty());
    }

    @Test
    void oldOutputGoesWhenThereIsTooMuch() throws InterruptedException {
        int many = Transcript.MOST_LINES / 2;
        for (int i = 0; i < 4; i++) {
            model.execute("lines " + (many + i));
        }
        until(this::isIdle);
        assertEquals(1, model.console().size(), "two would be more than is kept");
        assertEquals("lines " + (many + 3), model.console().getLast().line());
        model.execute("lines " + 2 * Transcript.MOST_LINES);
        until(this::isIdle);
        assertEquals(1, model.console().size(), "the last stays, whatever its length");
    }

    @Test
    void linksToMemoryAndCodeMoveThePanes() throws InterruptedException {
        model.follow("dd 0xb8ae6058");
        until(this::isIdle);
        assertEquals(0xb8ae6058L, selection().address());
        model.follow("u 0x8088b702");
        until(this::isIdle);
        assertEquals(0x8088b702L, selection().code());
        assertEquals(0xb8ae6058L, selection().address());
    }

    private Selection selection() {
        return Objects.requireNonNull(model.selectionProperty().get());
    }

    @Test
    void onlyCommandsWithOneAddressPointSomewhere() {
        assertEquals(new CommandTarget(0xfffff80001234567L, false), of("dps fffff800`01234567"));
        assertEquals(new CommandTarget(0x8088b702L, true), of("u 0x8088b702 "));
        assertEquals(new CommandTarget(0x10, false), of("db 10"));
        for (var line : List.of("dd esp", "dt 0x8000", "dd 0x1; .tss 0x28", "u", "dd 11112222333344445", "x 0x10")) {
            assertTrue(CommandTarget.of(line).isEmpty(), line);
        }
    }

    private static CommandTarget of(String line) {
        return CommandTarget.of(line).orElseThrow();
    }
}
