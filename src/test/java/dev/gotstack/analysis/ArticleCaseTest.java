package dev.gotstack.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.memory.Hole;
import dev.gotstack.stack.Frame;
import dev.gotstack.stack.ModuleUsage;
import dev.gotstack.windows.Processor;
import dev.gotstack.x86.Flags;
import dev.gotstack.x86.TaskState;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every value that the published walkthrough prints, and what follows from them, on the dump that re-creates its case.
class ArticleCaseTest {
    private static final String KPCR = """
            b8ae60dc 00000000 00000000 f7737fe0
            19d5c42c 00000008 7ff9c000 f7737000
            f7737120 0000001f 00000000 00000000
            ffffffff 00000000 f773d800 f773d400
            f773a2e0 00010001 00000008 00000e56
            08000300 00000000 00000000 00000000
            00000000 00000000 00000000 00000000
            00000000 00000000 00000000 00000000
            00000000 00000000 00000000 00000000
            00100000 00000003 09f15190 00000000
            09f15190 dabc6620 00000000 334e730f
            00000000 00000000 00000000 00000000
            00000000 00000000 00000000 00000000
            00000000 00000000 00000000 00000000
            00000000 00000000 00000000 00000000
            00000000 00000000 00000000 00000000
            00000000 00000000 00000000 00000000
            00000000 00000000 00000000 00000000
            00010001 87d68438 00000000 f773a090
            00000003 00000008 0401010f 00000000
            00000000 00000000 00000000 00000000
            """;

    private static Analysis analysis;

    @BeforeAll
    static void open() {
        analysis = Samples.analyze(Samples.ARTICLE);
    }

    @AfterAll
    static void close() {
        Samples.close(analysis);
    }

    private static Processor processor() {
        return analysis.processor().orElseThrow();
    }

    private static TaskState task(int selector) {
        return processor().task(selector).orElseThrow();
    }

    @Test
    void bugCheck() {
        assertEquals(0x7f, analysis.bugCheck().code());
        assertEquals("UNEXPECTED_KERNEL_MODE_TRAP", analysis.bugCheck().name());
        assertEquals(
                List.of(8L, 0xf7737fe0L, 0L, 0L),
                analysis.bugCheck().parameters().stream()
                        .map(BugCheck.Parameter::value)
                        .toList());
        assertEquals(
                "EXCEPTION_DOUBLE_FAULT",
                analysis.bugCheck().parameters().getFirst().meaning().english());
    }

    @Test
    void processorControlRegionByteForByte() {
        var words = KPCR.strip().split("\\s+");
        for (int i = 0; i < words.length; i++) {
            long va = 0xf7737000L + 4L * i;
            assertEquals(
                    HexFormat.fromHexDigitsToLong(words[i]),
                    analysis.kernel().space().value(va, 4).orElseThrow(),
                    Long.toHexString(va));
        }
    }

    @Test
    void processorThree() {
        assertEquals(3, processor().number());
        assertEquals(0xf7737000L, processor().kpcr());
        assertEquals(0xf7737120L, processor().kprcb());
        assertEquals(0xf773d400L, processor().gdt().base());
        assertEquals(0xf773d800L, processor().idt());
        assertEquals(0xf773a2e0L, processor().tss());
        assertEquals(0x50, processor().tr());
        assertEquals(0x87d68438L, processor().currentThread());
        assertEquals(0xf773a090L, processor().idleThread());
        assertTrue(analysis.kernel().dump().header().processors() >= 4);
    }

    @Test
    void handlersTask() {
        var task = task(0x50);
        assertEquals(TaskState.Role.CURRENT, task.role());
        assertEquals(0x28, task.backlink());
        assertEquals(0xf773a2e0L, task.tss().address());
        assertRegisters(
                task,
                Map.ofEntries(
                        Map.entry("eax", 0L),
                        Map.entry("ebx", 0L),
                        Map.entry("ecx", 0L),
                        Map.entry("edx", 0L),
                        Map.entry("esi", 0L),
                        Map.entry("edi", 0L),
                        Map.entry("ebp", 0L),
                        Map.entry("efl", 0L),
                        Map.entry("eip", 0x8088b702L),
                        Map.entry("esp", 0xf773d3c0L),
                        Map.entry("cs", 8L),
                        Map.entry("ss", 0x10L),
                        Map.entry("ds", 0x23L),
                        Map.entry("es", 0x23L),
                        Map.entry("fs", 0x30L),
                        Map.entry("gs", 0L)));
    }

    @Test
    void interruptedTask() {
        var task = task(0x28);
        assertEquals(TaskState.Role.INTERRUPTED, task.role());
        assertEquals(0xf7737fe0L, task.tss().address());
        assertRegisters(
                task,
                Map.ofEntries(
                        Map.entry("eax", 0xb8ae0023L),
                        Map.entry("ebx", 0xb8ae60ecL),
                        Map.entry("ecx", 0x87d68438L),
                        Map.entry("edx", 0x87758bd8L),
                        Map.entry("esi", 0xb8ae6068L),
                        Map.entry("edi", 0x808813d8L),
                        Map.entry("eip", 0x8088c718L),
                        Map.entry("esp", 0xb8ae5fe4L),
                        Map.entry("ebp", 0xb8ae5fe4L),
                        Map.entry("efl", 0x10046L),
                        Map.entry("cs", 8L),
                        Map.entry("ss", 0x10L),
                        Map.entry("ds", 0x23L),
                        Map.entry("es", 0x23L),
                        Map.entry("fs", 0x30L),
                        Map.entry("gs", 0L),
                        Map.entry("cr2", 0xb8ae5fe0L),
                        Map.entry("tr", 0x50L)));
        assertEquals("nv up di pl zr na pe nc", Flags.words(0x10046));
    }

    private static void assertRegisters(TaskState task, Map<String, Long> expected) {
        expected.forEach(
                (name, value) -> assertEquals(value, task.registers().get(name).orElseThrow(), name));
    }

    @Test
    void faultingInstruction() {
        var listing = new Listing(analysis.kernel());
        var line = listing.line(0x8088c718L);
        assertEquals("89550c", line.bytes());
        assertEquals("mov     dword ptr [ebp+0Ch],edx", line.text());
        assertEquals(
                "ss:0010:b8ae5ff0=????????",
                listing.access(0x8088c718L, task(0x28).registers())
                        .orElseThrow()
                        .text());
        assertEquals(
                "nt!_KiTrap0E+0x5c",
                analysis.kernel().modules().locate(0x8088c718L).text());
        assertEquals(
                "nt!_KiTrap08", analysis.kernel().modules().locate(0x8088b702L).text());
        assertEquals("cli", listing.line(0x8088b702L).text());
    }

    @Test
    void stackAndGuardPage() {
        var thread = analysis.thread().orElseThrow();
        assertEquals(0x87d68438L, thread.address());
        assertEquals(0x874c6800L, thread.process().orElseThrow().address());
        assertEquals("StackHog.exe", thread.process().orElseThrow().imageName());
        assertEquals(0xb8ae9000L, thread.stack().base());
        assertEquals(0xb8ae6000L, thread.stack().limit());
        var guard = thread.stack().guard().orElseThrow();
        assertEquals(0xb8ae5000L, guard.start());
        assertEquals(Hole.Reason.NOT_PRESENT, guard.hole().reason());
        assertEquals(0xb8ae5000L, analysis.holes().getFirst().address());
        assertEquals(0x1000, analysis.holes().getFirst().size());
    }

    @Test
    void memoryAcrossTheGuardPage() {
        var space = analysis.kernel().space();
        for (long va = 0xb8ae5fe0L; va < 0xb8ae6000L; va += 4) {
            assertTrue(space.value(va, 4).isEmpty(), Long.toHexString(va));
        }
        var words = new long[] {0, 0, 0, 0, 0, 0xb8ae0000L, 0xb8ae0023L, 0x23};
        for (int i = 0; i < words.length; i++) {
            assertEquals(words[i], space.value(0xb8ae6000L + 4L * i, 4).orElseThrow());
        }
    }

    @Test
    void debuggerShowsOneFrame() {
        var frames = analysis.debuggerStack().frames();
        assertEquals(1, frames.size());
        assertEquals(0xb8ae5fe4L, frames.getFirst().base());
        assertEquals("nt!_KiTrap0E+0x5c", frames.getFirst().code().text());
        assertTrue(frames.getFirst().returnAddress().isEmpty());
    }

    @Test
    void reconstructionResumesWhereTheTrapFrameSays() {
        var frames = analysis.reconstructedStack().frames();
        assertEquals(Frame.Kind.TRAP, frames.getFirst().kind());
        assertEquals(0xb8ae5fe4L, frames.getFirst().trapFrame().orElseThrow());
        assertEquals(0x808813d8L, frames.get(1).code().address());
        assertEquals(0xb8ae60ecL, frames.get(1).framePointer());
        assertEquals(0xb8ae6058L, frames.get(1).stackPointer());
        assertTrue(analysis.reconstructedStack().complete());
        assertEquals(Frame.Kind.ENTRY, frames.getLast().kind());
    }

    @Test
    void everyByteHasAnOwner() {
        var usage = analysis.usage().orElseThrow();
        assertEquals(12_288, usage.size());
        assertEquals(0, usage.free());
        assertEquals(88, usage.freeAtFault());
        assertEquals(116, usage.neededAtFault());
        assertEquals(
                12_288, usage.modules().stream().mapToLong(ModuleUsage::bytes).sum() + usage.free());
        long at = usage.limit();
        for (var slice : usage.slices()) {
            assertEquals(at, slice.start(), "slices lie edge to edge");
            at = slice.end();
        }
        assertEquals(usage.base(), at);
        assertTrue(usage.modules().size() >= 4);
        assertTrue(usage.modules().stream().map(ModuleUsage::company).distinct().count() >= 3);
    }

    @Test
    void driversCallEachOtherAgainAndAgain() {
        var cycle = analysis.usage().orElseThrow().cycles().getFirst();
        assertEquals(8, cycle.period());
        assertTrue(cycle.rounds() >= 15, "rounds: " + cycle.rounds());
        assertTrue(cycle.functions().stream().anyMatch(name -> name.startsWith("hogflt!")));
        assertTrue(cycle.functions().stream().anyMatch(name -> name.startsWith("stackhog!")));
    }

    @Test
    void storyTellsThreeFaults() {
        var titles =
                analysis.story().stream().map(step -> step.title().english()).toList();
        assertEquals(
                List.of(
                        "Thread runs out of stack",
                        "Page fault delivered",
                        "Task 0x28 interrupted",
                        "Double fault → task gate",
                        "Bug check 0x7F (8)"),
                titles);
        assertEquals(
                "12,200 of 12,288 bytes used, 88 left",
                analysis.story().getFirst().lines().get(1).english());
    }

    @Test
    void findingsWithEvidence() {
        assertEquals("stack-overflow", analysis.findings().getFirst().id());
        assertTrue(finding("repeated-calls").summary().english().contains("16 times"));
        assertTrue(finding("stack-usage").summary().english().contains("Contoso"));
        assertTrue(finding("first-fault").explanation().english().contains("unknown"));
        for (var finding : analysis.findings()) {
            assertFalse(finding.evidence().isEmpty(), finding.id());
        }
    }

    private static Finding finding(String id) {
        return analysis.findings().stream()
                .filter(finding -> finding.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void derivationsReadWhatTheySay() throws Exception {
        var backlink = analysis.derivations().stream()
                .filter(derivation -> derivation.id().equals("backlink"))
                .findFirst()
                .orElseThrow();
        assertEquals("0x28", backlink.value().english());
        try (var file = java.nio.channels.FileChannel.open(Samples.ARTICLE)) {
            int checked = 0;
            for (var derivation : analysis.derivations()) {
                for (var step : derivation.steps()) {
                    if (step.fileOffset() >= 0 && !step.bytes().isEmpty()) {
                        var expected = HexFormat.ofDelimiter(" ").parseHex(step.bytes());
                        var actual = java.nio.ByteBuffer.allocate(expected.length);
                        file.read(actual, step.fileOffset());
                        org.junit.jupiter.api.Assertions.assertArrayEquals(
                                expected, actual.array(), step.what().english());
                        checked++;
                    }
                }
            }
            assertTrue(checked > 15, "steps checked against the file: " + checked);
        }
    }
}
