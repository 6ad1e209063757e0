package dev.gotstack.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotstack.Samples;
import dev.gotstack.text.Phrase;
import dev.gotstack.windows.InterruptStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A double fault of an emulated 64-bit processor, without any of Windows' own structures but the list of modules. What
/// is expected the emulator has logged.
@Tag("realdata")
class LongModeStoryTest {
    private static final Path FOLDER = Samples.ROOT.resolve("../shared/data/lab/x64");

    private static Analysis analysis;

    @BeforeAll
    static void open() {
        assumeTrue(Files.isDirectory(FOLDER), "no dumps beside the project");
        analysis = Samples.analyze(Samples.dump(FOLDER));
    }

    @AfterAll
    static void close() {
        if (analysis != null) {
            Samples.close(analysis);
        }
    }

    @Test
    void theMachineFrameIsFound() {
        var found = analysis.kernel().interruptStacks(analysis.processor());
        assertEquals(1, found.size());
        var stack = found.getFirst();
        assertEquals(InterruptStack.Kind.DOUBLE_FAULT, stack.kind());
        assertEquals(0xffff_fadf_8000_3000L, stack.top());
        // The error code lies right below.
        assertEquals(0xffff_fadf_8000_2fd0L + 8, stack.frame().address());
        assertEquals(0xffff_fadf_8a00_108cL, stack.frame().rip());
        assertEquals(0xffff_fadf_90ae_5ff8L, stack.frame().rsp());
        assertEquals(0x46, stack.frame().flags());
        assertEquals(0x10, stack.frame().cs());
        assertEquals(0x18, stack.frame().ss());
    }

    @Test
    void theStackIsFoundWithoutAThread() throws IOException {
        var truth = new ObjectMapper().readTree(Files.readAllBytes(FOLDER.resolve("truth.json")));
        var stack = analysis.stack().orElseThrow();
        assertEquals(Long.parseUnsignedLong(truth.path("limit").asText().substring(2), 16), stack.limit());
        assertEquals(Long.parseUnsignedLong(truth.path("base").asText().substring(2), 16), stack.base());
        assertTrue(stack.guard().isPresent());
    }

    @Test
    void theStoryIsAnOverflow() {
        var story = analysis.story().stream()
                .map(step -> step.title() + ": "
                        + String.join(
                                "; ", step.lines().stream().map(Phrase::english).toList()))
                .collect(Collectors.joining("\n"));
        assertTrue(story.contains("stackhog!HogParse+0x5c"), story);
        assertTrue(story.contains("its push to fffffadf`90ae5ff0 hits the guard page"), story);
        assertTrue(story.contains("Double fault"), story);
        assertTrue(analysis.findings().stream().anyMatch(found -> found.id().equals("stack-overflow")));
        assertEquals(
                "cr0 when the fault came",
                analysis.bugCheck().parameters().get(1).meaning().english());
    }
}
