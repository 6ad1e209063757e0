package dev.gotstack.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.analysis.Analysis;
import dev.gotstack.text.Phrase;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The published case of a stack pointer with one wrong bit (Microsoft's article 842465), on a dump that re-creates its
/// registers: what the debugger printed there, as far as the re-creation is equal.
class DamagedPointerTranscriptTest {
    /// As published, but for the parity flag, which that debugger printed as `po` although its bit is set, and a
    /// space less before the instruction, as newer debuggers have it.
    private static final String REGISTERS = """
            eax=ffdff4dc ebx=f5d299dc ecx=8046f1c0 edx=00000000 esi=853e7a60 edi=00000102
            eip=8046a86c esp=f5da9948 ebp=f5d2997c iopl=0         nv up ei pl zr na pe nc
            cs=0008  ss=0010  ds=0023  es=0023  fs=0030  gs=0000             efl=00010246
            nt!KiUnlockDispatcherDatabase+0x1c:
            8046a86c 59              pop     ecx
            """;

    /// Beginnings of the lines of `!analyze -v`, in the published order.
    private static final List<String> ORDER = List.of(
            "UNEXPECTED_KERNEL_MODE_TRAP (7f)",
            "Arguments:",
            "Arg1: 00000008, EXCEPTION_DOUBLE_FAULT",
            "Arg2: ",
            "Arg3: 00000000",
            "Arg4: 00000000",
            "Debugging Details:",
            "------------------",
            "BUGCHECK_STR:  0x7f_8",
            "TSS:  00000028 -- (.tss ",
            "eax=ffdff4dc",
            "Resetting default scope",
            "DEFAULT_BUCKET_ID:  DRIVER_FAULT",
            "LAST_CONTROL_TRANSFER:  from 80450bb3 to 8046a86c",
            "STACK_TEXT:  ",
            "f5d2997c 80450bb3 00000003 f5d299f8 00000001 nt!KiUnlockDispatcherDatabase+0x1c",
            "f5d29d48 80466389 00000003 ",
            "FOLLOWUP_IP:",
            "nt!KiUnlockDispatcherDatabase+1c",
            "8046a86c 59 ",
            "SYMBOL_STACK_INDEX:  0",
            "FOLLOWUP_NAME:  MachineOwner",
            "SYMBOL_NAME:  nt!KiUnlockDispatcherDatabase+1c",
            "MODULE_NAME: ",
            "IMAGE_NAME:  ntkrnlmp.exe",
            "DEBUG_FLR_IMAGE_TIMESTAMP:  ",
            "STACK_COMMAND:  .tss 0x28 ; kb",
            "BUCKET_ID:  0x7f_8_nt!KiUnlockDispatcherDatabase+1c",
            "Followup: MachineOwner");

    private static Analysis analysis;

    @BeforeAll
    static void open() {
        analysis = Samples.analyze(
                Samples.dump(Samples.ROOT.resolve("dumps-sample").resolve("doublefault-x86-esp-bit")));
    }

    @AfterAll
    static void close() {
        Samples.close(analysis);
    }

    private static String run(String line) {
        return new WinDbgInterpreter().run(line, Context.of(analysis)).output().text();
    }

    @Test
    void theTasksRegistersAreAsPublished() {
        assertEquals(REGISTERS, run(".tss 28"));
        assertEquals(REGISTERS, run(".tss 0x28"));
    }

    @Test
    void theAnalysisHasThePublishedKeysInTheirOrder() {
        Iterator<String> lines = run("!analyze -v").lines().iterator();
        for (var wanted : ORDER) {
            boolean found = false;
            while (!found && lines.hasNext()) {
                found = lines.next().startsWith(wanted);
            }
            assertTrue(found, wanted);
        }
        var brief = run("!analyze");
        assertTrue(brief.contains("BugCheck 7F, {8, "), brief);
        assertTrue(brief.contains("Probably caused by : ntkrnlmp.exe ( nt!KiUnlockDispatcherDatabase+1c )"), brief);
    }

    @Test
    void theProcessorAndTheThreadAreAsPublished() {
        var region = run("!pcr");
        for (var line : List.of(
                "NtTib.ExceptionList: f5d29d38",
                "SelfPcr: ffdff000",
                "Prcb: ffdff120",
                "IDR: ffffffff",
                "IDT: 80036400",
                "GDT: 80036000",
                "CurrentThread: 853e7a60")) {
            assertTrue(region.contains(line), line + "\n" + region);
        }
        assertTrue(run("!thread").contains("Base f5d2a000 Limit f5d27000 Call 0\n"));
    }

    @Test
    void theDifferenceOfThePointersIsOneBitAndALittle() {
        assertTrue(run(".tss 28;.formats esp ^ ebp").contains("""
                Evaluate expression:
                  Hex:     00080034
                  Decimal: 524340
                  Octal:   00002000064
                  Binary:  00000000 00001000 00000000 00110100
                  Chars:   ...4
                """));
    }

    @Test
    void theStorySaysThatThePointerIsDamagedAndTheStackIsNotFull() {
        var story = String.join(
                "\n",
                analysis.story().stream()
                        .flatMap(step -> step.lines().stream().map(Phrase::english))
                        .toList());
        assertTrue(story.contains("esp f5da9948 is damaged: it is not on the stack"), story);
        assertTrue(story.contains("it did not run out"), story);
        assertTrue(analysis.findings().stream().anyMatch(finding -> finding.id().equals("damaged-stack-pointer")));
        assertTrue(
                analysis.findings().stream().noneMatch(finding -> finding.id().equals("stack-overflow")));
        assertFalse(run("!analyze -v").contains("STACK_OVERFLOW"));
    }
}
