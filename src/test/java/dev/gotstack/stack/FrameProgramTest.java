package dev.gotstack.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gotstack.Samples;
import dev.gotstack.symbol.pdb.Pdb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameProgramTest {
    private static final Map<String, Long> FRAME = Map.of(
            "$ebp", 0xb8ae60ecL,
            "$esp", 0xb8ae6058L,
            "$ebx", 0xb8ae6200L,
            "$esi", 0xb8ae6300L,
            "$edi", 0xb8ae6400L,
            ".raSearch", 0xb8ae6100L,
            ".raSearchStart", 0xb8ae6100L,
            ".cbLocals", 16L,
            ".cbSavedRegs", 12L,
            ".cbParams", 8L);

    /// Memory in which every word holds its address plus one.
    private static OptionalLong word(long va) {
        return va < 0x1000 ? OptionalLong.empty() : OptionalLong.of(va + 1);
    }

    private static Optional<Map<String, Long>> run(String program) {
        return FrameProgram.of(program).run(FRAME, FrameProgramTest::word);
    }

    @ParameterizedTest
    @CsvSource({
        // The forms of the reference, of LLVM and of recent MSVC linkers.
        "$T0 $ebp = $eip $T0 4 + ^ = $ebp $T0 ^ = $esp $T0 8 + =, 0xb8ae60f1, 0xb8ae60f4, 0xb8ae60ed",
        "$T0 .raSearch = $eip $T0 ^ = $esp $T0 4 + =, 0xb8ae6101, 0xb8ae6104, 0xb8ae60ec",
        "$T0 .raSearch = $eip $T0 ^ = $esp $T0 4 + = $ebp $T0 20 - ^ =, 0xb8ae6101, 0xb8ae6104, 0xb8ae60ed",
        "$T1 .raSearch = $T0 $T1 4 - 8 @ = $ebp $T1 4 - ^ = $eip $T1 ^ = $esp $T1 4 + =, 0xb8ae6101, 0xb8ae6104, 0xb8ae60fd",
        "$T0 $ebp 4 + = $eip $T0 ^ = $esp $T0 4 + = $ebp $T0 4 - ^ =, 0xb8ae60f1, 0xb8ae60f4, 0xb8ae60ed",
        "$T0 $ebp = $T2 $esp = $T1 .raSearchStart = $eip $T1 ^ = $ebp $T0 = $esp $T1 4 + =, 0xb8ae6101, 0xb8ae6104, 0xb8ae60ec",
    })
    void knownFormsGiveTheCaller(String program, String eip, String esp, String ebp) {
        var result = run(program).orElseThrow();
        assertEquals(Long.decode(eip), result.get("$eip"));
        assertEquals(Long.decode(esp), result.get("$esp"));
        assertEquals(Long.decode(ebp), result.get("$ebp"));
    }

    @Test
    void registersByCodeViewNumber() {
        var result = run("$T0 $ebp = $20 $T0 32 - ^ = $23 $T0 36 - ^ =").orElseThrow();
        assertEquals(0xb8ae60ecL - 31, result.get("$ebx"));
        assertEquals(0xb8ae60ecL - 35, result.get("$esi"));
    }

    @ParameterizedTest
    @CsvSource({
        "$T0 4 0 / =",
        "$T0 4 0 % =",
        "$T0 4 0 @ =",
        "$T0 16 ^ =",
        "+",
        "$T0 = =",
        "4 5 =",
        "$eip .unknown ^ =",
        "' '"
    })
    void programsThatCannotRunHaveNoResult(String program) {
        assertTrue(run(program).isEmpty(), program);
    }

    @Property
    void anyTextEnds(@ForAll @StringLength(max = 600) String text) {
        assertTrue(run(text).isPresent() || run(text).isEmpty());
    }

    @Test
    void everyProgramOfRealPdbsRuns() throws IOException {
        var folder = Samples.ROOT.resolve("../shared/data/real");
        assumeTrue(Files.isDirectory(folder), "no real PDBs beside the project");
        int programs = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (var file :
                    files.filter(path -> path.toString().endsWith(".pdb")).toList()) {
                try (var pdb = Pdb.open(file)) {
                    for (var record : pdb.frameDataRecords()) {
                        if (!record.program().isBlank()) {
                            assertTrue(run(record.program()).isPresent(), file + ": " + record.program());
                            programs++;
                        }
                    }
                }
            }
        }
        assertTrue(programs > 15_000, "programs: " + programs);
    }
}
