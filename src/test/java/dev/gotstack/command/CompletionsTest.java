package dev.gotstack.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.analysis.Analysis;
import dev.gotstack.symbol.Symbol;
import dev.gotstack.symbol.SymbolTable;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CompletionsTest {
    private static Analysis analysis;
    private static Context context;

    @BeforeAll
    static void open() {
        analysis = Samples.analyze(Samples.ARTICLE);
        context = Context.of(analysis);
    }

    @AfterAll
    static void close() {
        Samples.close(analysis);
    }

    private static List<Completion> complete(String line) {
        return new Completions().complete(line, line.length(), context);
    }

    private static List<String> texts(String line) {
        return complete(line).stream().map(Completion::text).toList();
    }

    @Test
    void commandsAreCompletedWhereverOneBegins() {
        assertTrue(texts("!ana").contains("!analyze"));
        assertEquals(List.of(".tss"), texts("k;  .ts"));
        assertEquals(5, complete("k;  .ts").getFirst().start() + 1);
        assertEquals("command", complete(".ts").getFirst().kind());
        assertTrue(complete(".ts").getFirst().help().contains("task"));
        assertTrue(texts("").contains("dd"));
        assertEquals(List.of(), texts("kfL200"));
        assertEquals(
                List.of("dt"),
                new Completions()
                        .complete("dt nt!_K", 2, context).stream()
                                .map(Completion::text)
                                .toList());
    }

    @Test
    void symbolsAreCompletedInTheirModuleAndInAll() {
        assertEquals(List.of("nt!_KiTrap0E"), texts("u nt!_kitrap0e"));
        assertEquals(2, complete("u nt!_KiTr").getFirst().start());
        assertTrue(texts("? _KiTrap0").contains("nt!_KiTrap0E"));
        assertTrue(texts("u hogf").contains("hogflt!"));
        assertTrue(texts("x nt!*Trap0").contains("nt!_KiTrap08"));
        assertTrue(complete("u nt!").size() <= Completions.MOST);
        assertEquals("symbol", complete("u nt!_KiTrap0E").getFirst().kind());
    }

    @Test
    void typesAndTheirFieldsAreCompletedBehindDt() {
        assertTrue(texts("dt nt!_KTS").contains("nt!_KTSS"));
        assertTrue(texts("dt KTS").contains("nt!_KTSS"));
        assertEquals(List.of("Backlink"), texts("dt nt!_KTSS Back"));
        assertEquals(List.of("NtTib.StackBase"), texts("dt nt!_KPCR NtTib.StackB"));
        assertTrue(texts("dt -r1 nt!_KPCR ").contains("SelfPcr"));
        assertEquals("+0x000 Uint2B", complete("dt nt!_KTSS Backl").getFirst().help());
        assertEquals(List.of(), texts("dt nosuch!_KTSS Back"));
    }

    @Test
    void registersTasksAndValuesAreCompleted() {
        assertTrue(texts("? es").contains("esp"));
        assertTrue(texts("? @$thr").contains("@$thread"));
        assertEquals(List.of("0x28"), texts(".tss 0x2"));
        assertTrue(texts("!derive back").contains("backlink"));
        assertEquals(List.of("hogflt"), texts("lm m hog"));
        assertTrue(texts(".hh !sta").contains("!stackusage"));
    }

    @Test
    void aLargeModuleIsCompletedAtOnce() {
        var table = SymbolTable.of(IntStream.range(0, 10_000)
                .mapToObj(i -> new Symbol("Name" + i, "Name" + i, i, 0, Symbol.Kind.FUNCTION, -1, Symbol.Source.EXPORT))
                .toList());
        assertEquals(200, table.startingWith("name", 200).size());
        assertEquals(11, table.startingWith("nAmE123", 200).size());
        assertEquals(List.of(), table.startingWith("other", 200));
        long start = System.nanoTime();
        table.startingWith("Name9", 200);
        assertTrue(System.nanoTime() - start < 50_000_000);
    }

    @Test
    void helpIsThatOfTheCommandBeingTyped() {
        var help = new Help();
        assertEquals("dd", help.of(".tss 28;dd esp L4").orElseThrow().name());
        assertEquals("k", help.of("kfL200").orElseThrow().name());
        assertEquals("!analyze", help.of("!analyze").orElseThrow().name());
        assertTrue(help.of("dd").orElseThrow().text().contains("Example: dd "));
        assertTrue(help.of("nosuchcommand 1").isEmpty());
        assertTrue(help.of("k;").isEmpty());
        assertTrue(help.of("").isEmpty());
    }
}
