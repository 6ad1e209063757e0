package dev.gotstack.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.analysis.Analysis;
import dev.gotstack.symbol.Symbol;
import dev.gotstack.windows.CodeAddress;
import dev.gotstack.windows.LoadedModule;
import dev.gotstack.x86.RegisterSet;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// How threads come to run on kernel stacks, told by the names of the oldest frames.
class EntryPointTest {
    private static Analysis article = unset();
    private static LoadedModule kernel = unset();

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T unset() {
        return null;
    }

    @BeforeAll
    static void open() {
        article = Samples.analyze(Samples.ARTICLE);
        kernel = article.kernel().modules().kernel().orElseThrow();
    }

    @AfterAll
    static void close() {
        Samples.close(article);
    }

    @Test
    void theArticlesThreadMadeASystemCall() {
        var entry = EntryPoint.of(article.reconstructedStack().frames()).orElseThrow();
        assertEquals(EntryPoint.Kind.SYSTEM_CALL, entry.kind());
        assertEquals("System call nt!NtReadFile", entry.text().english());
    }

    @Test
    void everySampleIsEnteredSomehow() {
        for (var folder : Samples.folders()) {
            var analysis = Samples.analyze(Samples.dump(folder));
            try {
                var stack = analysis.reconstructedStack();
                var entry = EntryPoint.of(stack.frames());
                assertEquals(stack.frames().getLast().kind() == Frame.Kind.ENTRY, entry.isPresent(), folder::toString);
                entry.ifPresent(found -> assertEquals(EntryPoint.Kind.SYSTEM_CALL, found.kind()));
            } finally {
                Samples.close(analysis);
            }
        }
    }

    @Test
    void anInterruptOnTheThreadsStackIsNamedByItsHandler() {
        var analysis = Samples.analyze(Samples.ROOT.resolve("dumps-sample/stack-x86-traps/stack-x86-traps.dmp"));
        try {
            var all = EntryPoint.all(analysis.reconstructedStack().frames());
            assertEquals("Interrupt lpnic!LpInterrupt", all.getFirst().text().english());
            assertTrue(
                    all.stream().anyMatch(entry -> entry.text().english().equals("Trap in the kernel nt!_KiTrap0E")));
        } finally {
            Samples.close(analysis);
        }
    }

    @Test
    void aWorkItemIsNamedByItsRoutine() {
        var frames = calls(
                "drv!DoWork", "nt!_IopProcessWorkItem@4", "nt!_ExpWorkerThread@4", "nt!_PspSystemThreadStartup@8");
        assertEquals(
                "Worker thread drv!DoWork",
                EntryPoint.of(frames).orElseThrow().text().english());
        assertEquals(1, EntryPoint.all(frames).size(), "the worker's own thread start is not another entry");
    }

    @Test
    void aSystemThreadIsNamedByItsStart() {
        var frames = calls("nt!KeWaitForSingleObject", "drv!Thread", "nt!PspSystemThreadStartup", "nt!KiThreadStartup");
        assertEquals(
                "System thread drv!Thread",
                EntryPoint.of(frames).orElseThrow().text().english());
    }

    @Test
    void aDeferredCallInterruptsAThread() {
        var frames = calls(
                "drv!Dpc", "nt!KiRetireDpcList", "nt!KiDispatchInterrupt", "drv!Busy", "nt!PspSystemThreadStartup");
        assertEquals(
                List.of("Deferred procedure call drv!Dpc", "System thread drv!Busy"),
                EntryPoint.all(frames).stream()
                        .map(entry -> entry.text().english())
                        .toList());
    }

    @Test
    void whatIsNotKnownIsNotClaimed() {
        assertTrue(EntryPoint.of(List.of()).isEmpty());
        assertTrue(EntryPoint.of(calls("drv!A", "drv!ExpWorkerThread")).isEmpty(), "another module's function");
    }

    /// Frames of calls, newest first.
    private static List<Frame> calls(String... functions) {
        var frames = new ArrayList<Frame>();
        long at = 0xb8ae6000L;
        for (var function : functions) {
            int mark = function.indexOf('!');
            var module = new LoadedModule(
                    function.substring(0, mark),
                    "",
                    "",
                    0x80800000L,
                    0x100000,
                    0,
                    0,
                    0,
                    kernel.image(),
                    kernel.file(),
                    kernel.symbols());
            var name = function.substring(mark + 1);
            var symbol = new Symbol(name, name, 0x1000, 0x100, Symbol.Kind.FUNCTION, -1, Symbol.Source.PDB_PUBLIC);
            frames.add(new Frame(
                    Frame.Kind.CALL,
                    new CodeAddress(0x80801010L, module, null, symbol),
                    at,
                    at,
                    OptionalLong.of(at + 0x20),
                    OptionalLong.of(0x80801010L),
                    OptionalLong.empty(),
                    new long[0],
                    RegisterSet.none(),
                    Evidence.of(Trust.CERTAIN, Evidence.Method.FORWARD_SIMULATION)));
            at += 0x40;
        }
        return frames;
    }
}
