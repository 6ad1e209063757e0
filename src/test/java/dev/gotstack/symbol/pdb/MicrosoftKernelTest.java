package dev.gotstack.symbol.pdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotstack.layout.FieldType;
import dev.gotstack.symbol.Judge;
import dev.gotstack.symbol.Symbol;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A real kernel PDB from Microsoft, judged by listings that an independent script wrote.
@Tag("realdata")
class MicrosoftKernelTest {
    private static final String NAME = "real/ms_ntkrnlpa_x86_xpsp3";

    private static Pdb open() throws IOException {
        return Pdb.open(Judge.data(NAME + ".pdb"));
    }

    @Test
    void publicsAreThoseOfTheListing() throws IOException {
        var listed = Files.readAllLines(Judge.data(NAME + ".publics.tsv")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
        try (var pdb = open()) {
            var found = pdb.publics().stream()
                    .map(one -> one.segment() + "\t0x" + Long.toHexString(one.offset()) + "\t" + one.flags() + "\t"
                            + one.name())
                    .toList();
            assertEquals(10_449, found.size());
            assertEquals(listed, found);
            assertEquals(List.of(), pdb.problems());
        }
    }

    @Test
    void structuresHaveTheMembersOfTheListing() throws IOException {
        var listed =
                new ObjectMapper().readTree(Judge.data(NAME + ".types.json").toFile());
        try (var pdb = open()) {
            assertEquals(442, listed.size());
            for (var entry : listed.properties()) {
                var layout = pdb.type(entry.getKey()).orElseThrow();
                assertEquals(entry.getValue().get("size").asLong(), layout.size(), entry.getKey());
                var members = layout.fields().stream()
                        .map(field -> field.name() + " " + field.offset())
                        .toList();
                assertEquals(members(entry.getValue()), members, entry.getKey());
            }
            var structures = pdb.typeNames().stream()
                    .filter(name -> pdb.type(name).orElseThrow().constants().isEmpty())
                    .count();
            assertEquals(442, structures);
            assertEquals(List.of(), pdb.problems());
        }
    }

    private static List<String> members(JsonNode type) {
        var members = new ArrayList<String>();
        type.get("members")
                .forEach(member ->
                        members.add(member.get(0).asText() + " " + member.get(1).asLong()));
        return members;
    }

    @Test
    void frameRecordsAreAllThereAndStartAtFunctions() throws IOException {
        try (var pdb = open()) {
            assertEquals(1_961, pdb.fpoRecords().size());
            assertEquals(15_560, pdb.frameDataRecords().size());
            var table = pdb.symbols(List.of());
            long starts = pdb.frameDataRecords().stream()
                    .filter(FrameDataRecord::functionStart)
                    .count();
            long named = pdb.frameDataRecords().stream()
                    .filter(FrameDataRecord::functionStart)
                    .filter(record -> !table.allAt(record.start()).isEmpty())
                    .count();
            assertTrue(named > starts * 0.8, named + " of " + starts);
        }
    }

    @Test
    void fieldsHaveSizesAndFit() throws IOException {
        try (var pdb = open()) {
            for (var name : pdb.typeNames()) {
                var layout = pdb.type(name).orElseThrow();
                for (var field : layout.fields()) {
                    long end = field.offset() + field.type().size();
                    assertTrue(end <= layout.size(), name + "." + field);
                    boolean open = field.type() instanceof FieldType.Array array && array.count() == 0;
                    assertTrue(field.type().size() > 0 || open, name + "." + field);
                }
            }
            var pcr = pdb.type("_KPCR").orElseThrow();
            assertEquals(
                    new FieldType.Pointer(new FieldType.Structure("_KTSS", 0x20ac), 4),
                    pcr.field("TSS").orElseThrow().type());
        }
    }

    @Test
    void identityAndNames() throws IOException {
        try (var pdb = open()) {
            assertEquals(
                    "30b5fb31-ae7e-4aca-aba7-50aa241ff331",
                    pdb.identity().guid().toString());
            assertEquals(1, pdb.identity().dbiAge());
            assertEquals(2, pdb.identity().infoAge());
            assertTrue(pdb.stripped());
            assertEquals(25, pdb.sections().size());
            var table = pdb.symbols(List.of());
            var bugCheck = table.named("KeBugCheckEx").orElseThrow();
            assertEquals("_KeBugCheckEx@20", bugCheck.decorated());
            assertEquals(20, bugCheck.parameterBytes());
            assertEquals(Symbol.Kind.FUNCTION, bugCheck.kind());
            assertEquals(0x600 + 0x2169a, bugCheck.rva());
            assertEquals(bugCheck, table.named("_KeBugCheckEx@20").orElseThrow());
            assertEquals(bugCheck, table.named("kebugcheckEX").orElseThrow());
            assertEquals(bugCheck, table.at(bugCheck.rva() + 5).orElseThrow());
            assertEquals(10_445, table.size(), "four publics are absolute values");
            for (var symbol : table.all()) {
                assertEquals(
                        symbol.decorated(),
                        table.named(symbol.decorated()).orElseThrow().decorated());
            }
            assertEquals(
                    FpoRecord.Frame.TSS,
                    pdb.fpo(table.named("KiTrap08").orElseThrow().rva())
                            .orElseThrow()
                            .frame());
            assertEquals(
                    FpoRecord.Frame.TRAP,
                    pdb.fpo(table.named("KiTrap0E").orElseThrow().rva())
                            .orElseThrow()
                            .frame());
            assertTrue(pdb.frameData(bugCheck.rva()).orElseThrow().program().startsWith("$T0 $ebp = $eip"));
        }
    }
}
