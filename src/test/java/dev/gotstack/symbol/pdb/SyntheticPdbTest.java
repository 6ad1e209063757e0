package dev.gotstack.symbol.pdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.layout.FieldType;
import dev.gotstack.symbol.Section;
import dev.gotstack.symbol.Symbol;
import dev.gotstack.synth.MemoryBytes;
import dev.gotstack.synth.Out;
import dev.gotstack.synth.PdbWriter;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SyntheticPdbTest {
    private static final long CODE = 0x60000020L;

    private static Pdb read(PdbWriter writer) {
        return Pdb.of(MemoryBytes.of(writer.bytes()));
    }

    @Test
    void identityNamesBothAges() {
        var guid = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
        var identity = read(new PdbWriter().guid(guid).ages(3, 7)).identity();
        assertEquals(guid, identity.guid());
        assertEquals(3, identity.dbiAge());
        assertEquals(7, identity.infoAge());
        assertEquals(3, identity.age());
    }

    @Test
    void procedureAndPublicOfOneNameBecomeOneSymbol() {
        var table = read(new PdbWriter()
                        .section(".text", 0x1000, 0x1000, CODE)
                        .publicSymbol(1, 0x20, 2, "_Work@12")
                        .procedure(1, 0x20, 0x30, "Work"))
                .symbols(List.of());
        assertEquals(1, table.size());
        assertEquals(
                new Symbol("Work", "_Work@12", 0x1020, 0x30, Symbol.Kind.FUNCTION, 12, Symbol.Source.PDB_PROCEDURE),
                table.all().getFirst());
    }

    @Test
    void namesOf64BitImagesAreNotDecorated() {
        var table = read(new PdbWriter()
                        .machine(0x8664)
                        .section(".text", 0x1000, 0x1000, CODE)
                        .publicSymbol(1, 0x20, 2, "_setjmp"))
                .symbols(List.of());
        assertEquals("_setjmp", table.all().getFirst().name());
    }

    @Test
    void withoutSectionHeadersTheImagesOwnAreUsed() {
        var writer = new PdbWriter().publicSymbol(1, 0x20, 2, "_Work@12").publicSymbol(2, 8, 0, "_absolute");
        var without = read(writer);
        assertEquals(0, without.symbols(List.of()).size());
        assertEquals(1, without.problems().size());
        var table = read(writer).symbols(List.of(new Section(".text", 0x600, 0x100, 0x600, 0x100, CODE)));
        assertEquals(1, table.size());
        assertEquals(0x620, table.all().getFirst().rva());
    }

    @Test
    void reorderedImagesAreMapped() {
        var pdb = read(new PdbWriter()
                .section(".text", 0x1000, 0x2000, CODE)
                .originalSection(".code", 0x2000, 0x2000, CODE)
                .omap(0x2000, 0x1800)
                .omap(0x2100, 0)
                .omap(0x2200, 0x1000)
                .publicSymbol(1, 0x10, 2, "_moved")
                .publicSymbol(1, 0x110, 2, "_removed")
                .publicSymbol(1, 0x230, 2, "_other")
                .fpo(0x2210, 0x40, 3, 1, 0));
        var table = pdb.symbols(List.of());
        assertEquals(2, table.size());
        assertEquals(0x1810, table.named("moved").orElseThrow().rva());
        assertEquals(0x1030, table.named("other").orElseThrow().rva());
        assertEquals(3, pdb.fpo(0x1030).orElseThrow().locals());
        assertTrue(pdb.fpo(0x1900).isEmpty());
    }

    @Test
    void theSmallestCoveringFrameRecordIsFound() {
        var pdb = read(new PdbWriter()
                .frameData(0x1000, 0x50, 5, true, "$T0 .raSearch =")
                .frameData(0x1003, 0x4d, 2, false, "$T0 $ebp =")
                .frameData(0x1005, 0x10, 0, false, "inner")
                .fpo(0x2000, 0x10, 1, 2, 0x9a07));
        assertEquals("$T0 .raSearch =", pdb.frameData(0x1002).orElseThrow().program());
        assertEquals("$T0 $ebp =", pdb.frameData(0x1004).orElseThrow().program());
        assertEquals("inner", pdb.frameData(0x1014).orElseThrow().program());
        assertEquals("$T0 $ebp =", pdb.frameData(0x1015).orElseThrow().program());
        assertTrue(pdb.frameData(0x1050).isEmpty());
        assertTrue(pdb.frameData(0xfff).isEmpty());
        var fpo = pdb.fpo(0x200f).orElseThrow();
        assertEquals(new FpoRecord(0x2000, 0x10, 1, 2, 7, 2, true, true, FpoRecord.Frame.TSS), fpo);
    }

    @Test
    void typesResolveAnnouncementsAndTellNamesakesApart() {
        var writer = new PdbWriter();
        int announced = writer.structure("_LATER", 0, 0);
        int pointer = writer.type(0x1002, new Out().u32(announced).u32(0x800a));
        int bits = writer.type(0x1205, new Out().u32(0x22).u8(3).u8(5));
        int array = writer.type(0x1503, new Out().u32(0x21).u32(0x22).u16(12).text(""));
        int first = writer.structure("__unnamed", 4, list(writer, PdbWriter.member(new Out(), "A", 0x22, 0)));
        int second = writer.structure("__unnamed", 8, list(writer, PdbWriter.member(new Out(), "B", 0x23, 0)));
        var members = new Out();
        PdbWriter.member(members, "Next", pointer, 0);
        PdbWriter.member(members, "Flag", bits, 4);
        PdbWriter.member(members, "Words", array, 8);
        PdbWriter.member(members, "One", first, 0x14);
        PdbWriter.member(members, "Two", second, 0x18);
        PdbWriter.member(members, "Later", announced, 0x20);
        writer.structure("_OUTER", 0x30, list(writer, members));
        writer.structure("_LATER", 0x10, list(writer, PdbWriter.member(new Out(), "X", 0x74, 0)));
        var pdb = read(writer);
        var outer = pdb.type("_OUTER").orElseThrow();
        var uint = new FieldType.Scalar("Uint4B", 4, false);
        assertEquals(
                new FieldType.Pointer(new FieldType.Structure("_LATER", 0x10), 4),
                outer.field("Next").orElseThrow().type());
        assertEquals(
                new FieldType.BitField(uint, 5, 3),
                outer.field("Flag").orElseThrow().type());
        assertEquals(
                new FieldType.Array(new FieldType.Scalar("Uint2B", 2, false), 6),
                outer.field("Words").orElseThrow().type());
        var two = (FieldType.Structure) outer.field("Two").orElseThrow().type();
        assertEquals("__unnamed@" + Integer.toHexString(second), two.name());
        assertEquals("B", pdb.type(two.name()).orElseThrow().fields().getFirst().name());
        assertEquals(
                new FieldType.Structure("__unnamed", 4),
                outer.field("One").orElseThrow().type());
        assertEquals(List.of("_LATER", "_OUTER", "__unnamed"), pdb.typeNames());
        assertEquals(List.of(), pdb.problems());
    }

    private static int list(PdbWriter writer, Out members) {
        return writer.type(0x1203, members);
    }

    @Test
    void typesThatLeadToThemselvesAreAbsent() {
        var writer = new PdbWriter();
        int selfPointer = writer.type(0x1002, new Out().u32(0x1000).u32(0x800a));
        writer.structure("_P", 4, list(writer, PdbWriter.member(new Out(), "P", selfPointer, 0)));
        writer.type(0x1203, new Out().u16(0x1404).u16(0).u32(0x1003)); // index 1003: continues itself
        writer.structure("_LOOP", 4, 0x1003);
        writer.structure("_NOLIST", 4, 0x7777);
        int enumeration = 0x1006;
        writer.type(0x1507, new Out().u16(0).u16(0).u32(enumeration).u32(0).text("_SELF"));
        writer.structure("_S", 4, list(writer, PdbWriter.member(new Out(), "E", enumeration, 0)));
        var pdb = read(writer);
        assertEquals(List.of("_LOOP", "_NOLIST", "_P", "_S", "_SELF"), pdb.typeNames());
        assertEquals(0, pdb.type("_S").orElseThrow().fields().getFirst().type().size());
        for (var name : List.of("_LOOP", "_NOLIST", "_P")) {
            assertTrue(pdb.type(name).isEmpty(), name);
        }
        assertEquals(3, pdb.problems().size(), pdb.problems()::toString);
    }

    @Test
    void oldAndForeignFilesAreRefusedByName() {
        var old = "Microsoft C/C++ program database 2.00\r\n\u001aJG\0"
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        var refused =
                assertThrows(MalformedFileException.class, () -> Pdb.of(MemoryBytes.of(Arrays.copyOf(old, 4096))));
        assertTrue(String.valueOf(refused.getMessage()).contains("2.00"), refused::getMessage);
        assertThrows(MalformedFileException.class, () -> Pdb.of(MemoryBytes.of(new byte[4096])));
        assertThrows(MalformedFileException.class, () -> Pdb.of(MemoryBytes.of()));
    }

    @Test
    void aDamagedPartLeavesTheRest() {
        var bytes = new PdbWriter()
                .section(".text", 0x1000, 0x1000, CODE)
                .publicSymbol(1, 0x20, 2, "_Work@12")
                .bytes();
        int types = indexOf(bytes, new Out().u32(20040203).bytes());
        bytes[types + 3] ^= 0x55;
        var pdb = Pdb.of(MemoryBytes.of(bytes));
        assertEquals(List.of(), pdb.typeNames());
        assertFalse(pdb.problems().isEmpty());
        assertEquals(1, pdb.symbols(List.of()).size());
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int i = 0; i <= bytes.length - wanted.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new AssertionError("not there");
    }
}
