package dev.gotstack.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.analysis.Analysis;
import dev.gotstack.stack.CallStack;
import dev.gotstack.stack.Frame;
import dev.gotstack.stack.WalkStart;
import dev.gotstack.text.Phrase;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a person decides about frames, by commands.
class CorrectionsTest {
    /// Where fabfs!FabReadCached is returned to from nt!CcCopyRead.
    private static final long SLOT = 0xb8ae6130L;

    private static final WinDbgInterpreter INTERPRETER = new WinDbgInterpreter();
    private static Analysis article = unset();

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T unset() {
        return null;
    }

    @BeforeAll
    static void open() {
        article = Samples.analyze(Samples.ARTICLE);
    }

    @AfterAll
    static void close() {
        Samples.close(article);
    }

    private static Result run(String line) {
        return INTERPRETER.run(line, Context.of(article));
    }

    @Test
    void theArticlesWalkGivesTheReconstructedFrames() {
        var walked = rows(run("kra = b8ae60ec b8ae6058 808813d8"));
        var rebuilt = rows(run("kra"));
        assertEquals(rebuilt.subList(1, rebuilt.size()), walked);
        assertEquals(138, walked.size());
    }

    /// Base, return address and name of each frame.
    private static List<String> rows(Result result) {
        return result.output().lines().stream()
                .map(line -> line.text())
                .filter(line -> line.contains("  ("))
                .map(line -> line.substring(10))
                .toList();
    }

    @Test
    void aWalkFromAnySlotGivesTheFramesAboveIt() {
        var stack = article.thread().orElseThrow().stack();
        var frames = article.reconstructedStack().frames();
        var known = WalkStart.at(article.kernel(), stack, article.reconstructedStack(), SLOT)
                .orElseThrow();
        assertEquals(frames.get(3).stackPointer(), known.stackPointer());
        assertEquals(frames.get(3).framePointer(), known.framePointer());
        var alone = WalkStart.at(article.kernel(), stack, CallStack.empty(Phrase.data("nothing is known")), SLOT)
                .orElseThrow();
        assertEquals(0xf7613082L, alone.instructionPointer());
        assertEquals(frames.get(3).framePointer(), alone.framePointer(), "the word below the slot");
        assertTrue(WalkStart.at(article.kernel(), stack, article.reconstructedStack(), SLOT + 4)
                .isEmpty());
    }

    @Test
    void aRejectedSlotIsLeftOut() {
        var result = run("kr -wrong b8ae6130");
        var after = result.context().analysis();
        assertFalse(slots(after).contains(SLOT));
        assertTrue(slots(article).contains(SLOT), "the analysis before stays as it was");
        assertTrue(result.output().text().contains("1 return slot ruled out by hand"), result.output()::text);
        assertEquals("1 return slot ruled out by hand", after.byHand().english());
        assertTrue(after.findings().stream().anyMatch(finding -> finding.id().equals("set-by-hand")));
        assertNotEquals(article.usage(), after.usage(), "the bytes are counted again");
    }

    @Test
    void aPinnedSlotIsTaken() {
        var after = run("kr -wrong b8ae6130; kr -pin b8ae6130").context().analysis();
        assertTrue(slots(after).contains(SLOT));
        assertEquals(139, after.reconstructedStack().frames().size());
        assertEquals("1 frame set by hand", after.byHand().english());
    }

    @Test
    void everyDecisionCanBeForgotten() {
        var one = run("kr -wrong b8ae6130; kr -forget b8ae6130").context().analysis();
        assertTrue(one.corrections().isEmpty());
        assertEquals(slots(article), slots(one));
        var all = run("kr -wrong b8ae6130 b8ae616c; kr -reset");
        assertTrue(all.context().corrections().isEmpty());
        assertEquals(slots(article), slots(all.context().analysis()));
        assertSame(article, run("kr -reset").context().analysis(), "nothing to forget, nothing to do again");
    }

    @Test
    void decisionsAreListedWithTheWayBack() {
        var result = run("kr -pin b8ae6130; kr -list");
        var text = result.output().text();
        assertTrue(text.contains("pinned b8ae6130: f7613082 fabfs!FabReadCached+0x32  forget"), text);
        assertTrue(result.output().lines().stream()
                .flatMap(line -> line.spans().stream())
                .anyMatch(span -> span.link() != null && span.link().command().equals("kr -forget b8ae6130")));
    }

    @Test
    void decisionsOutsideTheStackAreRefused() {
        for (var line : List.of("kr -pin 12345678", "kr -pin b8ae6131", "kr -wrong", "kr -nonsense", "kr -v 1000")) {
            var result = run(line);
            assertTrue(result.output().hasError(), line);
            assertSame(article, result.context().analysis(), line);
        }
    }

    @Test
    void aFrameTellsAllAboutItself() {
        var text = run("kr -v 3").output().text();
        assertTrue(text.contains("Frame 3  fabfs!FabReadCached+0x32"), text);
        assertTrue(text.contains("returns to f76131bd at b8ae616c"), text);
        assertTrue(text.contains("  + a call instruction"), text);
        assertTrue(text.contains("      12  saved ebx, edi, esi"), text);
        assertTrue(text.contains("mark wrong  pin"), text);
    }

    @Test
    void theTreeIsOneCommandUnderTwoNames() {
        var tree = run("kr -t").output().text();
        assertEquals(tree, run("!stackusage -tree").output().text());
        assertTrue(tree.contains("      16      576           576        hogflt!HogFltCallNext"), tree);
    }

    @Test
    void theEntryIsNamed() {
        assertTrue(run("kr").output().text().contains("System call nt!NtReadFile"));
    }

    private static List<Long> slots(Analysis analysis) {
        return analysis.reconstructedStack().frames().stream()
                .map(Frame::returnSlot)
                .filter(OptionalLong::isPresent)
                .map(OptionalLong::getAsLong)
                .toList();
    }
}
