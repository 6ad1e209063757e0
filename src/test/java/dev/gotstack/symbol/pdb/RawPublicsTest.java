package dev.gotstack.symbol.pdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.symbol.Judge;
import dev.gotstack.symbol.Names;
import dev.gotstack.symbol.Symbol;
import dev.gotstack.symbol.SymbolTable;
import dev.gotstack.synth.MemoryBytes;
import dev.gotstack.synth.Out;
import dev.gotstack.synth.PdbWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A table that leaves publics as records is the one made of all symbols as objects.
class RawPublicsTest {
    private static final long CODE = 0x60000020L;

    private static Symbol.Kind kind(boolean function) {
        return function ? Symbol.Kind.FUNCTION : Symbol.Kind.DATA;
    }

    private static SymbolTable ofObjects(Pdb pdb) {
        var segments = pdb.segments(List.of());
        var names = new Names(pdb.machine() == 0x14c || pdb.machine() == 0);
        var symbols = new ArrayList<Symbol>();
        for (var one : pdb.publics()) {
            long rva = segments.rva(one.segment(), one.offset());
            symbols.add(names.pdbPublic(one.name(), rva, kind(one.function())));
        }
        for (var one : pdb.procedures()) {
            long rva = segments.rva(one.segment(), one.offset());
            symbols.add(names.pdbPrivate(
                    one.name(), rva, one.size(), kind(one.kind().code())));
        }
        return SymbolTable.of(symbols);
    }

    private static SymbolTable sameAsOfObjects(Pdb pdb) {
        var wanted = ofObjects(pdb);
        var table = pdb.symbols(List.of());
        assertEquals(wanted.all(), table.all());
        for (var symbol : wanted.all()) {
            assertEquals(wanted.at(symbol.rva()), table.at(symbol.rva()));
            assertEquals(wanted.allAt(symbol.rva()), table.allAt(symbol.rva()));
            assertEquals(wanted.next(symbol), table.next(symbol));
        }
        wanted.all().stream().limit(500).forEach(symbol -> {
            assertEquals(wanted.named(symbol.name()), table.named(symbol.name()));
            assertEquals(wanted.named(symbol.decorated()), table.named(symbol.decorated()));
        });
        return table;
    }

    private static PdbWriter writer() {
        return new PdbWriter()
                .section(".text", 0x1000, 0x1000, CODE)
                .section(".high", 0x8000_0000, 0x1000, CODE)
                .publicSymbol(1, 0x40, 2, "_Longer@4")
                .publicSymbol(2, 0x10, 2, "_High@8")
                .publicSymbol(1, 0x40, 0, "_Data")
                .publicSymbol(1, 0x40, 2, "_Work@12")
                .publicSymbol(1, 0x40, 2, "_Work@12")
                .publicSymbol(1, 0x20, 2, "@Alone@8")
                .publicSymbol(1, 0x60, 0, "_Variable@8")
                .publicSymbol(1, 0x70, 2, "")
                .publicSymbol(1, 0x80, 2, "?M\u00fcll@@YAXXZ")
                .oldPublicSymbol(1, 0x90, 2, "_\u00c4lter@4")
                .oldPublicSymbol(1, 0xa0, 2, "")
                .publicSymbol(3, 0xb0, 0, "_absolute")
                .procedure(1, 0x40, 0x30, "Work")
                .procedure(1, 0xc0, 0x10, "Private");
    }

    @Test
    void duplicatesAtOneAddress() {
        var table = sameAsOfObjects(Pdb.of(MemoryBytes.of(writer().bytes())));
        assertEquals(
                List.of(
                        "Alone",
                        "Work",
                        "Longer",
                        "Data",
                        "Variable",
                        "?M\u00fcll@@YAXXZ",
                        "\u00c4lter",
                        "Private",
                        "High"),
                table.all().stream().map(Symbol::name).toList());
        assertEquals(
                new Symbol("Work", "_Work@12", 0x1040, 0x30, Symbol.Kind.FUNCTION, 12, Symbol.Source.PDB_PROCEDURE),
                table.at(0x1041).orElseThrow());
        assertEquals(0x8000_0010L, table.named("High").orElseThrow().rva());
    }

    @Test
    void namesOf64BitImages() {
        sameAsOfObjects(Pdb.of(MemoryBytes.of(writer().machine(0x8664).bytes())));
    }

    /// What comes before it stays.
    @Test
    void aNameWithoutEndEndsTheList() {
        var bytes = new PdbWriter()
                .section(".text", 0x1000, 0x1000, CODE)
                .publicSymbol(1, 0x20, 2, "_Alone@8")
                .publicSymbol(1, 0x30, 2, "_NoEnd")
                .bytes();
        var name = new Out().text("_NoEnd").zeros(3).bytes();
        int at = indexOf(bytes, name);
        Arrays.fill(bytes, at, at + name.length, (byte) 'x');
        var pdb = Pdb.of(MemoryBytes.of(bytes));
        var table = sameAsOfObjects(pdb);
        assertEquals(List.of("Alone"), table.all().stream().map(Symbol::name).toList());
        assertTrue(pdb.problems().getFirst().contains("NUL"), pdb.problems()::toString);
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int i = 0; i <= bytes.length - part.length; i++) {
            if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("absent");
    }

    @ParameterizedTest
    @Tag("realdata")
    @ValueSource(
            strings = {
                "breakpad_dump_syms_regtest",
                "ms_ntkrnlpa_x86_xpsp3",
                "rizin_minimal",
                "seh_x64_xcpt4",
                "seh_x86_nested_collided",
                "seh_x86_xcpt4",
                "seh_x86_xframe_eh_dll",
                "seh_x86_xframe_eh_exe"
            })
    void realOnes(String name) throws IOException {
        try (var pdb = Pdb.open(Judge.data("real/" + name + ".pdb"))) {
            assertTrue(sameAsOfObjects(pdb).size() > 0, name);
        }
    }
}
