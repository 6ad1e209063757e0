package dev.gotstack.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gotstack.Samples;
import dev.gotstack.symbol.ModuleSymbols;
import dev.gotstack.text.Phrase;
import dev.gotstack.windows.SavedState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A small dump of a real machine. What is expected was read from the file by hand, with the offsets of its build.
@Tag("realdata")
class RealTriageTest {
    private static final Path DATA = Samples.ROOT.resolve("../shared/data/real");
    private static final Path DUMP = DATA.resolve("rizin_triage_x64.dmp");

    @TempDir
    private static Path folder = Path.of("");

    private static Analysis analysis;

    @BeforeAll
    static void open() throws IOException {
        assumeTrue(Files.exists(DUMP), "no real dumps beside the project");
        // Whatever it is called: nothing in its name says which kernel it belongs to.
        var symbols = folder.resolve("some kernel.json.xz");
        Files.copy(DATA.resolve("isf_ntkrnlmp_5278AFF86C341677D7D7835C85B7B844-1.json.xz"), symbols);
        analysis = Samples.analyze(DUMP, AnalysisOptions.defaults().withSymbolPaths(List.of(symbols.toString())));
    }

    @AfterAll
    static void close() {
        if (analysis != null) {
            Samples.close(analysis);
        }
    }

    @Test
    void theKernelsSymbolsAreKnownByTheirAddresses() {
        var kernel = analysis.kernel().modules().kernel().orElseThrow();
        assertEquals("ntoskrnl.exe", kernel.imageName());
        assertEquals(ModuleSymbols.Kind.ISF, kernel.symbols().kind());
        assertEquals(
                "nt!KeBugCheckEx",
                analysis.kernel().modules().locate(0xffff_f804_7bdf_5a80L).text());
    }

    @Test
    void itsOwnListsNameDrivers() {
        var modules = analysis.kernel().modules();
        assertEquals(151, modules.all().size());
        assertEquals("rdpbus", modules.named("rdpbus.sys").orElseThrow().name());
        assertEquals(
                0xffff_f804_8b68_0000L, modules.named("rdpbus").orElseThrow().base());
        assertEquals(
                List.of("dam.sys", "WdBoot.sys", "hwpolicy.sys", "mcupdate.dll"),
                modules.unloaded().stream().map(module -> module.imageName()).toList());
    }

    @Test
    void allProcessorsAreThere() {
        var processors = analysis.kernel().processors();
        assertEquals(16, processors.size());
        assertEquals(0xffff_f804_782d_4180L, processors.getFirst().kprcb());
        assertEquals(0xffff_9b00_0230_0180L, processors.get(1).kprcb());
        assertEquals(0xffff_8504_2962_96b0L, processors.get(1).context().stackPointer());
        assertEquals(0, analysis.processor().orElseThrow().number());
        assertEquals(0x1ad000L, processors.getFirst().special().get("cr3").orElseThrow());
    }

    @Test
    void threadAndProcessAreRead() {
        var thread = analysis.thread().orElseThrow();
        assertEquals(0xffff_c08b_de9e_1640L, thread.address());
        assertEquals(4, thread.processId());
        assertEquals(0x108, thread.threadId());
        assertEquals(0xffff_8504_2989_3000L, thread.stack().base());
        assertEquals(0xffff_8504_2988_d000L, thread.stack().limit());
        assertTrue(thread.stack().guard().isEmpty(), "the page below is only not in the dump");
        assertEquals("System", thread.process().orElseThrow().imageName());
    }

    @Test
    void theExceptionsContextIsTheOneTheStoryIsAbout() {
        var state = analysis.states().getFirst();
        assertEquals(SavedState.Kind.CONTEXT_RECORD, state.kind());
        assertEquals(0xffff_f804_8b58_334cL, state.registers().instructionPointer());
        assertEquals(0xffff_8504_2989_2120L, analysis.registers().stackPointer());
        var story = analysis.story().stream()
                .map(step -> step.title() + ": "
                        + String.join(
                                "; ", step.lines().stream().map(Phrase::english).toList()))
                .collect(Collectors.joining("\n"));
        assertTrue(story.contains("Access violation: amdppm+0x334c; write of ffffffff`ffffffff"), story);
        assertFalse(
                analysis.findings().stream().anyMatch(found -> found.id().startsWith("stack-overflow")),
                "20,768 bytes were left");
        assertTrue(analysis.findings().stream().anyMatch(found -> found.id().equals("exception")));
    }

    @Test
    void dataBlocksAreMemory() {
        var space = analysis.kernel().space();
        // The first and one of the middle of the table, each with its bytes in the file.
        assertEquals(0x206a8, space.fileOffset(0xffff_f804_7c62_a7a0L));
        assertEquals(0xe1030, space.fileOffset(0xffff_c08b_dea1_a110L));
        assertTrue(space.hole(0xffff_f804_7c62_a7a0L + 0x9c).isPresent());
    }
}
