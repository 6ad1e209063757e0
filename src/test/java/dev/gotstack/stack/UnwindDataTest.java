package dev.gotstack.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gotstack.Samples;
import dev.gotstack.symbol.pdb.FpoRecord;
import dev.gotstack.symbol.pdb.FrameDataRecord;
import dev.gotstack.symbol.pdb.Pdb;
import dev.gotstack.synth.MemoryBytes;
import dev.gotstack.synth.PdbWriter;
import dev.gotstack.windows.KernelStack;
import dev.gotstack.windows.LoadedImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Frame records of Microsoft's compilers and linkers, which others do not write, on hand-assembled stacks.
class UnwindDataTest {
    private static final long BASE = 0x8050_0000L;
    private static final long LIMIT = 0xf8a3_5000L;
    private static final int WORDS = 0x8000;
    private static final long ESP = 0xf8a3_d100L;
    private static final long EBP = ESP + 0x100;
    private static final long EBX = ESP + 0x200;
    private static final long SAVED = ESP + 0x280;
    /// In another module: behind a call.
    private static final long CALLER = 0xf7b0_0005L;
    private static final int FUNCTION = 0x1000;

    private final HandMadeSpace space =
            new HandMadeSpace().words(LIMIT, new long[WORDS]).code(CALLER - 9, "90 90 90 90 e8 00 01 00 00");

    private UnwindData unwinder(Pdb pdb) {
        var modules = LoadedImages.of(
                LoadedImages.code(BASE, 0x80_0000, pdb), LoadedImages.code(CALLER & -0x1000, 0x1000, null));
        var stack = new KernelStack(LIMIT + 4 * WORDS, LIMIT, 0, 0, 0, Optional.empty());
        return new UnwindData(new CodeView(space, modules), modules, stack);
    }

    private static long[] registers() {
        var registers = new long[8];
        Arrays.fill(registers, Machine.UNKNOWN);
        registers[Machine.ESP] = ESP;
        registers[Machine.EBP] = EBP;
        registers[Machine.EBX] = EBX;
        return registers;
    }

    private static Pdb program(String program) {
        // 8 bytes of locals, 4 of arguments, 4 of saved registers.
        return Pdb.of(MemoryBytes.of(
                new PdbWriter().frameData(FUNCTION, 0x40, 4, true, program).bytes()));
    }

    private Optional<Candidate> caller(Pdb pdb) {
        return unwinder(pdb).caller(BASE + FUNCTION + 8, true, ESP, registers());
    }

    @ParameterizedTest
    @CsvSource({
        // program, return slot, saved ebp lies at (or 0: unchanged)
        "$T0 .raSearch = $eip $T0 ^ = $esp $T0 4 + =, 0xf8a3d10c, 0",
        "$T0 .raSearch = $eip $T0 ^ = $esp $T0 4 + =  $20 $T0 8 - ^ =, 0xf8a3d10c, 0",
        "$T0 .raSearch = $eip $T0 ^ = $esp $T0 4 + = $ebp $T0 4 - ^ =, 0xf8a3d10c, 0xf8a3d108",
        "$T2 $esp .cbLocals + .cbSavedRegs + = $T0 .raSearchStart = $eip $T0 ^ = $esp $T0 4 + =, 0xf8a3d10c, 0",
        "$T0 $ebp = $eip $T0 4 + ^ = $ebp $T0 ^ = $esp $T0 8 + =, 0xf8a3d204, 0xf8a3d200",
        "$T0 $ebp = $eip $T0 4 + ^ = $ebp $T0 ^ = $esp $T0 8 + = $L $T0 .cbSavedRegs - = $P $T0 8 + .cbParams + =, 0xf8a3d204, 0xf8a3d200",
        "$T0 $ebp = $T2 $esp = $T1 .raSearchStart = $eip $T1 ^ = $ebp $T0 = $esp $T1 4 + =, 0xf8a3d10c, 0",
        // Aligned by MSVC: sought from the frame pointer on.
        "$T1 .raSearch = $T0 $T1 4 - 8 @ = $ebp $T1 4 - ^ = $eip $T1 ^ = $esp $T1 4 + =, 0xf8a3d204, 0xf8a3d200",
        // Aligned, with ebx as second frame pointer.
        "$T0 $ebx = $eip $T0 4 + ^ = $ebx $T0 ^ = $esp $T0 8 + = $ebp $ebp ^ = $L $ebp = $P $T0 8 + .cbParams + =, 0xf8a3d304, 0xf8a3d200",
    })
    void programsOfMicrosoftsLinkers(String program, String slot, String savedFramePointer) {
        long at = Long.decode(slot);
        space.set(at, CALLER);
        long saved = Long.decode(savedFramePointer);
        if (saved != 0) {
            space.set(saved, SAVED);
        }
        var found = caller(program(program)).orElseThrow();
        assertEquals(Evidence.Method.FRAME_DATA, found.method());
        assertEquals(at, found.slot());
        assertEquals(CALLER, found.returnAddress());
        assertEquals(at + 4, found.registers()[Machine.ESP]);
        assertEquals(saved == 0 ? EBP : SAVED, found.registers()[Machine.EBP]);
    }

    @Test
    void theReturnAddressIsSoughtAFewWordsFurther() {
        space.set(ESP + 12 + 8, CALLER);
        var found =
                caller(program("$T0 .raSearch = $eip $T0 ^ = $esp $T0 4 + =")).orElseThrow();
        assertEquals(ESP + 20, found.slot());
    }

    @Test
    void aSavedRegisterIsRestored() {
        space.set(ESP + 12, CALLER);
        space.set(ESP + 4, 0x1234);
        var found = caller(program("$T0 .raSearch = $eip $T0 ^ = $esp $T0 4 + =  $23 $T0 8 - ^ ="))
                .orElseThrow();
        assertEquals(0x1234, found.registers()[Machine.ESI]);
        assertEquals(EBX, found.registers()[Machine.EBX]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$T0 4 0 / = $eip $T0 ^ =",
                "$T0 .raSearch 0 % =",
                "$T0 .raSearch 0 @ =",
                "$eip 16 ^ =",
                "$T0 .raSearch = $eip $T0 ^ =  $esp $nothing 4 + =",
                "$T0 .raSearch =",
                "^ ^ ^ = = =",
            })
    void aProgramThatCannotRunSaysNothing(String program) {
        space.set(ESP + 12, CALLER);
        assertTrue(caller(program(program)).isEmpty());
    }

    @Test
    void aProgramOfAnyLengthEnds() {
        space.set(ESP + 12, CALLER);
        var longer = "$T0 1 1 + = ".repeat(100_000) + "$T0 .raSearch = $eip $T0 ^ = $esp $T0 4 + =";
        assertTrue(caller(program(longer)).isEmpty());
    }

    /// Flags: bytes of prolog, registers saved << 8, SEH << 11, EBP used << 12, kind << 14.
    private static Pdb fpo(int locals, int parameters, int flags) {
        return Pdb.of(MemoryBytes.of(
                new PdbWriter().fpo(FUNCTION, 0x40, locals, parameters, flags).bytes()));
    }

    @Test
    void withoutFramePointerLocalsAndSavedRegistersLieBelowTheReturnAddress() {
        space.set(ESP + 4 * 5, CALLER);
        var found = caller(fpo(3, 2, 2 << 8)).orElseThrow();
        assertEquals(Evidence.Method.FPO_DATA, found.method());
        assertEquals(ESP + 20, found.slot());
        assertEquals(ESP + 24, found.registers()[Machine.ESP]);
        assertEquals(EBP, found.registers()[Machine.EBP], "it leaves EBP alone");
    }

    @ParameterizedTest
    @CsvSource({
        // registers saved, of them EBP is pushed as number (from 0), what lies there, what EBP becomes
        "4, 1, 0xf8a3d380, 0xf8a3d380",
        "2, 1, 0xf8a3d380, 0xf8a3d380",
        "1, 0, 0xf8a3d380, 0xf8a3d380",
        "3, 0, 0xf8a3d380, 0xf8a3d380",
        "4, 1, 0x1234, -1"
    })
    void aFramePointerUsedOtherwiseIsAmongTheSavedRegisters(int saved, int pushed, String value, String expected) {
        int locals = 3;
        space.set(ESP + 4L * (saved + locals), CALLER);
        space.set(ESP + 4L * (saved - 1 - pushed), Long.decode(value));
        var found = caller(fpo(locals, 0, saved << 8 | 1 << 12)).orElseThrow();
        assertEquals(Long.decode(expected), found.registers()[Machine.EBP]);
    }

    @Test
    void withFramePointerTheRecordNeedsNoStackPointer() {
        space.set(EBP, SAVED);
        space.set(EBP + 4, CALLER);
        var found = caller(fpo(30, 2, 3 << 8 | 3 << 14)).orElseThrow();
        assertEquals(EBP + 4, found.slot());
        assertEquals(SAVED, found.registers()[Machine.EBP]);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void trapAndTaskStateRecordsAreNoCalls(int kind) {
        space.set(ESP, CALLER);
        space.set(EBP + 4, CALLER);
        assertTrue(caller(fpo(0, 0, kind << 14)).isEmpty());
    }

    @Test
    void aFrameOffTheStackIsRefused() {
        var registers = registers();
        registers[Machine.EBP] = LIMIT + 4 * WORDS;
        assertTrue(unwinder(fpo(0, 0, 3 << 14))
                .caller(BASE + FUNCTION, true, ESP, registers)
                .isEmpty());
        assertTrue(unwinder(fpo(0, 0, 0))
                .caller(BASE + FUNCTION, true, LIMIT + 4 * WORDS, registers)
                .isEmpty());
    }

    @Test
    @Tag("realdata")
    void everyRecordOfRealPdbsFindsItsReturnAddress() throws IOException {
        var folder = Samples.ROOT.resolve("../shared/data/real");
        assumeTrue(Files.isDirectory(folder), "no real PDBs beside the project");
        int checked = 0;
        try (Stream<Path> files = Files.list(folder)) {
            var pdbs = files.filter(path -> path.getFileName().toString().matches("(seh_x86|ms_|breakpad).*pdb"))
                    .toList();
            for (var file : pdbs) {
                try (var pdb = Pdb.open(file)) {
                    checked += checkProgram(pdb, file);
                    checked += checkFpo(pdb, file);
                }
            }
        }
        assertTrue(checked > 16_000, "records: " + checked);
    }

    private int checkProgram(Pdb pdb, Path file) {
        var unwinder = unwinder(pdb);
        int checked = 0;
        for (var start : pdb.frameDataRecords().stream()
                .mapToLong(FrameDataRecord::start)
                .distinct()
                .toArray()) {
            var record = pdb.frameData(start).orElseThrow();
            if (ESP + record.locals() + record.savedRegisters() < LIMIT + 4 * WORDS) {
                check(unwinder, start, slot(record), file + ": " + record);
                checked++;
            }
        }
        return checked;
    }

    /// Where the return address lies, by the kinds of program there are.
    private static long slot(FrameDataRecord record) {
        if (record.program().contains(".raSearch")) {
            return ESP + record.locals() + record.savedRegisters();
        }
        return record.program().startsWith("$T0 $ebx") ? EBX + 4 : EBP + 4;
    }

    private int checkFpo(Pdb pdb, Path file) {
        var unwinder = unwinder(pdb);
        var calls = List.of(FpoRecord.Frame.FPO, FpoRecord.Frame.NON_FPO);
        int checked = 0;
        for (var record : pdb.fpoRecords()) {
            var used = pdb.fpo(record.start()).orElseThrow();
            boolean described = pdb.frameData(record.start())
                    .filter(data -> !data.program().isBlank())
                    .isPresent();
            long slot = ESP + 4 * (used.locals() + used.savedRegisters());
            if (!described && calls.contains(used.frame()) && slot < LIMIT + 4 * WORDS) {
                check(
                        unwinder,
                        record.start(),
                        used.frame() == FpoRecord.Frame.FPO ? slot : EBP + 4,
                        file + ": " + used);
                checked++;
            }
        }
        return checked;
    }

    private void check(UnwindData unwinder, long rva, long slot, String what) {
        space.set(slot, CALLER);
        var found = unwinder.caller(BASE + rva, true, ESP, registers());
        assertEquals(Optional.of(slot), found.map(Candidate::slot), what);
        space.set(slot, 0);
    }
}
