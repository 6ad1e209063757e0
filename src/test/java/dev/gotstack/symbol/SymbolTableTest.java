package dev.gotstack.symbol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.symbol.Symbol.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SymbolTableTest {
    private static final Names X86 = new Names(true);

    private static SymbolTable table(Symbol... symbols) {
        return SymbolTable.of(List.of(symbols));
    }

    private static List<String> names(List<Symbol> symbols) {
        return symbols.stream().map(Symbol::name).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "__KiTrap0E, _KiTrap0E, -1",
        "_KeBugCheckEx@20, KeBugCheckEx, 20",
        "@IofCallDriver@8, IofCallDriver, 8",
        "_main, main, -1",
        "plain, plain, -1",
        "?Run@Worker@@QAEXXZ, ?Run@Worker@@QAEXXZ, -1",
        "??_C@_03BLEJJJBH@sin?$AA@, ??_C@_03BLEJJJBH@sin?$AA@, -1",
        "__imp__Foo@8, _imp__Foo, 8",
        "_odd@name, odd@name, -1",
        "_none@, none@, -1",
        "_, _, -1",
        "@, @, -1",
        "__, _, -1",
        "_a@99999, a@99999, -1",
        "_vector@@16, vector@@16, -1",
    })
    void x86DecorationIsRemoved(String decorated, String name, int parameters) {
        var symbol = X86.pdbPublic(decorated, 0x10, Kind.FUNCTION);
        assertEquals(name, symbol.name());
        assertEquals(parameters, symbol.parameterBytes());
        assertEquals(symbol, table(symbol).all().getFirst());
    }

    @Test
    void nearestAtOrBelowAndNext() {
        var table = table(
                X86.pdbPublic("_b", 0x20, Kind.FUNCTION),
                X86.pdbPublic("_a", 0x10, Kind.FUNCTION),
                X86.pdbPublic("_top", 0xffff_ffffL, Kind.DATA));
        assertTrue(table.at(0xf).isEmpty());
        assertTrue(table.at(-1).isEmpty());
        assertEquals("a", table.at(0x10).orElseThrow().name());
        assertEquals("a", table.at(0x1f).orElseThrow().name());
        assertEquals("b", table.at(0xffff_fffeL).orElseThrow().name());
        assertEquals("top", table.at(Long.MAX_VALUE).orElseThrow().name());
        assertEquals("b", table.next(table.at(0x10).orElseThrow()).orElseThrow().name());
        assertTrue(table.next(table.at(0xffff_ffffL).orElseThrow()).isEmpty());
        assertTrue(SymbolTable.empty().at(5).isEmpty());
    }

    @Test
    void ofSeveralAtOneAddressOneStandsForAll() {
        var table = table(
                X86.pdbPublic("_dat", 0x10, Kind.DATA),
                X86.pdbPublic("_zzz", 0x10, Kind.FUNCTION),
                X86.pdbPublic("_aaa", 0x10, Kind.FUNCTION),
                X86.pdbPublic("_longer", 0x10, Kind.FUNCTION),
                X86.pdbPublic("_next", 0x20, Kind.FUNCTION));
        assertEquals("aaa", table.at(0x18).orElseThrow().name());
        assertEquals(List.of("aaa", "zzz", "longer", "dat"), names(table.allAt(0x10)));
        assertEquals(
                "next",
                table.next(table.named("zzz").orElseThrow()).orElseThrow().name());
    }

    @Test
    void namesAreFoundShownDecoratedAndIgnoringCase() {
        var table = table(
                X86.pdbPublic("_KeBugCheckEx@20", 0x10, Kind.FUNCTION),
                X86.pdbPublic("__KiTrap0E", 0x20, Kind.FUNCTION),
                X86.pdbPublic("_name", 0x30, Kind.FUNCTION),
                X86.pdbPublic("_NAME", 0x40, Kind.FUNCTION),
                X86.pdbPrivate("_private", 0x50, 4, Kind.FUNCTION));
        assertEquals(0x10, table.named("KeBugCheckEx").orElseThrow().rva());
        assertEquals(0x10, table.named("_KeBugCheckEx@20").orElseThrow().rva());
        assertEquals(0x10, table.named("_kebugcheckex@20").orElseThrow().rva());
        assertEquals(0x20, table.named("_kitrap0e").orElseThrow().rva());
        assertEquals(0x30, table.named("name").orElseThrow().rva());
        assertEquals(0x40, table.named("NAME").orElseThrow().rva());
        assertEquals(0x40, table.named("_NAME").orElseThrow().rva());
        assertEquals(0x30, table.named("Name").orElseThrow().rva());
        assertEquals(0x50, table.named("_private").orElseThrow().rva());
        assertTrue(table.named("absent").isEmpty());
    }

    @Test
    void wildcards() {
        var table = table(
                X86.pdbPublic("_KeBugCheckEx@20", 0x20, Kind.FUNCTION),
                X86.pdbPublic("_KeBugCheck@4", 0x10, Kind.FUNCTION),
                X86.pdbPublic("_IoCallDriver@8", 0x30, Kind.FUNCTION));
        assertEquals(List.of("KeBugCheck", "KeBugCheckEx"), names(table.matching("kebug*")));
        assertEquals(List.of("KeBugCheckEx"), names(table.matching("*check??")));
        assertEquals(3, table.matching("*").size());
        assertEquals(List.of(), table.matching(""));
        assertEquals(List.of("IoCallDriver"), names(table.matching("I*C*l*r")));
        var many = table(X86.pdbPrivate("a".repeat(5000), 1, 1, Kind.FUNCTION));
        assertEquals(List.of(), many.matching("*a*a*a*a*a*a*a*a*a*a*a*a*b"));
    }

    /// Runs of one RVA are put in order apart from each other; all at once must give the same.
    @Test
    void orderAndMergingAreThoseOfAllSymbolsAtOnce() {
        var random = new Random(5);
        long[] bases = {0, 0x7fff_fffeL, 0xffff_fff0L};
        for (int round = 0; round < 100; round++) {
            var list = new ArrayList<Symbol>();
            for (int i = random.nextInt(200); i > 0; i--) {
                long rva = bases[random.nextInt(bases.length)] + random.nextInt(15);
                var kind = random.nextInt(4) == 0 ? Kind.DATA : Kind.FUNCTION;
                var name = "f".repeat(1 + random.nextInt(3));
                list.add(
                        switch (random.nextInt(3)) {
                            case 0 -> X86.pdbPrivate(name, rva, random.nextInt(50), kind);
                            case 1 -> X86.pdbPublic("_" + name + "@8", rva, kind);
                            default -> X86.export(name, rva, kind);
                        });
            }
            assertEquals(SymbolOrder.sortedAndMerged(list), SymbolTable.of(list).all());
        }
    }

    @Test
    void whatCannotLieInAnImageIsLeftOut() {
        var table = table(
                X86.pdbPublic("_before", -1, Kind.FUNCTION),
                X86.pdbPublic("", 0x10, Kind.FUNCTION),
                X86.pdbPublic("_last", 0xffff_ffffL, Kind.FUNCTION),
                X86.pdbPublic("_beyond", 0x1_0000_0000L, Kind.FUNCTION));
        assertEquals(List.of("last"), names(table.all()));
    }

    /// The packed table against a plain list.
    @Test
    void lookupsEqualThoseOfAList() {
        var random = new Random(3);
        for (int round = 0; round < 50; round++) {
            var list = new ArrayList<Symbol>();
            for (int i = random.nextInt(60); i >= 0; i--) {
                list.add(X86.pdbPublic("_f" + i + "@4", random.nextInt(100) * 4L, Kind.FUNCTION));
            }
            var table = SymbolTable.of(list);
            for (long rva = -1; rva < 410; rva++) {
                long wanted = rva;
                var below = list.stream()
                        .filter(symbol -> symbol.rva() <= wanted)
                        .max(Comparator.comparingLong(Symbol::rva));
                assertEquals(below.map(Symbol::rva), table.at(rva).map(Symbol::rva));
            }
            list.forEach(
                    symbol -> assertEquals(symbol, table.named(symbol.name()).orElseThrow()));
        }
    }
}
