package dev.gotstack.stack.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gotstack.Samples;
import dev.gotstack.analysis.Analysis;
import dev.gotstack.stack.CallStack;
import dev.gotstack.stack.Reconstruction;
import dev.gotstack.windows.StackRange;
import dev.gotstack.x86.RegisterSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// 64-bit code that ran on more than one stack. The sample's stack is laid over two: its older half is mapped at
/// another address, and what Windows leaves where it switches stacks is written between. What is true stays what
/// the emulated processor's trace says, with the older slots moved.
class SeveralStacksTest {
    private static final Path SAMPLE = Samples.ROOT.resolve("dumps-sample/overflow-x64");
    private static final long PAGE = 0x1000;
    private static final long LIMIT = 0xffff_f880_0651_e000L;
    private static final long BASE = 0xffff_f880_0652_4000L;
    private static final long KTHREAD = 0xffff_fa80_0a3b_1210L;

    /// The return slot in whose caller the stack is switched, and where that caller's frame begins.
    private static final long LAST_SLOT = 0xffff_f880_0652_0f28L;

    private static final long CUT = LAST_SLOT + 8;
    private static final long OLD_LIMIT = 0xffff_f880_0654_0000L;
    private static final long MOVED = OLD_LIMIT - (CUT & -PAGE);
    private static final long OLD_BASE = BASE + MOVED;

    /// `nt!KiPageFault+0x51`, in the call of `MmAccessFault`; its frame ends with a machine frame at +0x168.
    private static final long INTERRUPT_CODE = 0xffff_f800_02a1_240cL;

    private static final long FRAME = CUT + 0x168;
    private static final long CONTROL = FRAME + 0x28;
    private static final long NEW_BASE = (CUT & -PAGE) + 2 * PAGE;

    /// A page of user code that is not needed: its memory serves as the new stack's last page.
    private static final long SPARE = 0x1_4000_0000L;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aSegmentIsCrossedByUnwindData() {
        with(copy -> switchStacks(copy, INTERRUPT_CODE), analysis -> {
            var truth = truth();
            assertEquals(words(truth), words(slots(analysis.reconstructedStack(), truth)));
            assertTrue(
                    analysis.reconstructedStack().complete(),
                    analysis.reconstructedStack().stop().english());
            segments(analysis);
        });
    }

    @Test
    void aSegmentIsCrossedWithoutUnwindData() {
        with(copy -> switchStacks(copy, 0), analysis -> {
            var truth = truth();
            truth.remove(LAST_SLOT);
            assertEquals(words(truth), words(slots(analysis.reconstructedStack(), truth)));
            var crossing = analysis.reconstructedStack().frames().stream()
                    .filter(frame -> frame.returnSlot().orElse(0) == FRAME)
                    .findFirst()
                    .orElseThrow();
            assertTrue(
                    crossing.evidence()
                            .confirms()
                            .getFirst()
                            .english()
                            .contains("was noted when the stack was switched"),
                    crossing.evidence().confirms().toString());
            segments(analysis);
        });
    }

    private static void segments(Analysis analysis) {
        var other = analysis.otherStacks().getFirst();
        assertEquals(StackRange.Kind.SEGMENT, other.range().kind());
        assertEquals(OLD_LIMIT, other.range().limit());
        assertEquals(OLD_BASE, other.range().base());
        long young = analysis.usage().orElseThrow().modules().stream()
                .mapToLong(module -> module.bytes())
                .sum();
        assertEquals(NEW_BASE - LIMIT, young + analysis.usage().orElseThrow().free());
        long old = other.usage().modules().stream()
                .mapToLong(module -> module.bytes())
                .sum();
        assertEquals(OLD_BASE - OLD_LIMIT, old + other.usage().free());
        // Nothing below the frame in which the stack was switched was used.
        assertEquals(CUT + MOVED - OLD_LIMIT, other.usage().free());
        assertTrue(analysis.derivations().stream().anyMatch(found -> found.id().equals("stack-segment-1")));
    }

    /// A note that does not repeat the base of the stack it lies on is none.
    @Test
    void aNoteOfAnotherStackIsNotBelieved() {
        with(
                copy -> {
                    switchStacks(copy, 0);
                    copy.overwritePhysical(copy.physical(SPARE) | CONTROL & PAGE - 1, NEW_BASE + PAGE);
                },
                analysis -> assertTrue(analysis.otherStacks().isEmpty()));
    }

    /// A chain that leads to itself, and stacks of absurd sizes, end the search.
    @Test
    void damagedNotesEndTheSearch() {
        for (long limit : new long[] {OLD_BASE, 0, OLD_BASE - (1L << 40), LIMIT}) {
            with(
                    copy -> {
                        switchStacks(copy, 0);
                        copy.overwritePhysical((copy.physical(SPARE) | CONTROL & PAGE - 1) + 0x30, limit);
                    },
                    analysis -> assertTrue(analysis.otherStacks().isEmpty()));
        }
    }

    @Test
    void anInterruptStackIsCrossedWithoutUnwindData() {
        with(copy -> copy.overwrite(0xffff_f800_00b9_dd28L, new byte[8]), analysis -> {
            var kernel = analysis.kernel();
            var walk = Reconstruction.of(kernel, analysis.stack().orElseThrow(), kernel.crashContext());
            var truth = original();
            assertEquals(words(truth), words(slots(walk, truth)));
        });
    }

    @Test
    void aStackForDeferredCallsIsCrossed() {
        long top = OLD_LIMIT + PAGE;
        with(
                copy -> {
                    copy.map(OLD_LIMIT, LIMIT, copy.physical(SPARE));
                    for (int i = 0; i < PAGE; i += 8) {
                        copy.overwritePhysical(copy.physical(SPARE) + i, 0);
                    }
                    // Where to go on, selectors and flags that nobody set, and where the thread's stack was left.
                    long at = copy.physical(SPARE) + PAGE - 0x50;
                    copy.overwritePhysical(at, 0xffff_f880_04e4_20b2L);
                    copy.overwritePhysical(at + 8, 0x1234_5678L);
                    copy.overwritePhysical(at + 0x18, CUT);
                    copy.overwriteWords(0xffff_f800_02a1_4780L + 0x21c0, top);
                },
                analysis -> {
                    var kernel = analysis.kernel();
                    var range = kernel.stacksBeside(analysis.stack().orElseThrow()).stream()
                            .filter(found -> found.kind() == StackRange.Kind.DPC)
                            .findFirst()
                            .orElseThrow();
                    assertEquals(OLD_LIMIT, range.limit());
                    assertEquals("DPC stack of processor 0", range.name().english());
                    assertTrue(range.source().english().contains("unverified"));
                    var registers = RegisterSet.none()
                            .with("rip", 0xffff_f800_02a1_10b0L)
                            .with("rsp", OLD_LIMIT + 0x800);
                    var walk = Reconstruction.of(kernel, analysis.stack().orElseThrow(), registers);
                    var older = original().stream()
                            .filter(slot -> slot > CUT)
                            .collect(Collectors.toCollection(TreeSet::new));
                    assertEquals(
                            words(older), words(slots(walk, older)), walk.stop().english());
                });
    }

    /// The stack in two: what lies from the cut on moves to another address, and the new stack ends behind a switch.
    ///
    /// @param back the return address of the frame that is the oldest on the new stack
    private static void switchStacks(DumpCopy copy, long back) {
        long low = copy.physical(CUT & -PAGE);
        for (long page = CUT & -PAGE; page < BASE; page += PAGE) {
            copy.map(page + MOVED, LIMIT, page == (CUT & -PAGE) ? low : copy.physical(page));
        }
        moveFramePointers(copy);
        for (long page = (CUT & -PAGE) + PAGE; page < BASE; page += PAGE) {
            copy.map(page, LIMIT, 0);
        }
        copy.map((CUT & -PAGE) + PAGE, LIMIT, copy.physical(SPARE));
        for (int i = 0; i < PAGE; i += 8) {
            copy.overwritePhysical(copy.physical(SPARE) + i, 0);
        }
        // The caller's return address, its frame pointer and what the switch left on the new stack.
        copy.overwriteWords(LAST_SLOT - 8, CUT + 0x80, back);
        long spare = copy.physical(SPARE) & -PAGE;
        copy.overwritePhysical(spare | FRAME - 0x10 & PAGE - 1, 0xffff_f880_0652_10f0L + MOVED);
        copy.overwritePhysical(spare | FRAME & PAGE - 1, 0xffff_f880_04e4_20b2L);
        copy.overwritePhysical(spare | FRAME + 8 & PAGE - 1, 0x5a5a_0000L);
        copy.overwritePhysical(spare | FRAME + 0x18 & PAGE - 1, CUT + MOVED);
        // `_KERNEL_STACK_CONTROL` of Windows 7: the stack it lies on, and the one before.
        long control = spare | CONTROL & PAGE - 1;
        copy.overwritePhysical(control, NEW_BASE);
        copy.overwritePhysical(control + 0x28, OLD_BASE);
        copy.overwritePhysical(control + 0x30, OLD_LIMIT);
        copy.overwritePhysical(control + 0x38, CUT + MOVED);
        copy.overwritePhysical(control + 0x40, OLD_BASE - 0x250);
        copy.overwriteWords(KTHREAD + 0x28, CONTROL);
        copy.overwriteWords(KTHREAD + 0x278, NEW_BASE);
    }

    private static void moveFramePointers(DumpCopy copy) {
        for (long at = CUT; at < BASE; at += 8) {
            long value = copy.word(at);
            if (value >= CUT && value < BASE) {
                copy.overwriteWords(at, value + MOVED);
            }
        }
    }

    private void with(Consumer<DumpCopy> change, Consumer<Analysis> check) {
        var sample = Samples.analyze(Samples.dump(SAMPLE));
        Path dump;
        try {
            var copy = new DumpCopy(sample.kernel());
            change.accept(copy);
            dump = copy.write(folder);
        } finally {
            Samples.close(sample);
        }
        var analysis = Samples.analyze(dump);
        try {
            check.accept(analysis);
        } finally {
            Samples.close(analysis);
        }
    }

    private static Set<Long> original() {
        try {
            var frames = new ObjectMapper()
                    .readTree(Files.readAllBytes(SAMPLE.resolve("truth.json")))
                    .path("frames");
            return StreamSupport.stream(frames.spliterator(), false)
                    .map(frame ->
                            Long.parseUnsignedLong(frame.path("slot").asText().substring(2), 16))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<Long> truth() {
        return original().stream()
                .map(slot -> slot > LAST_SLOT ? slot + MOVED : slot)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// The slots of calls that were found, without those of the switch itself.
    private static Set<Long> slots(CallStack stack, Set<Long> truth) {
        var found = stack.frames().stream()
                .flatMap(frame -> frame.returnSlot().stream().boxed())
                .collect(Collectors.toCollection(TreeSet::new));
        found.removeIf(slot -> !truth.contains(slot) && (slot == FRAME || isBesideTheStory(slot)));
        return found;
    }

    private static String words(Set<Long> slots) {
        return slots.stream().map(Long::toHexString).collect(Collectors.joining("\n"));
    }

    /// On the interrupt stack, and on the one for deferred calls.
    private static boolean isBesideTheStory(long slot) {
        return slot >>> 16 == 0xffff_f800_00b9L || (slot & -PAGE) == OLD_LIMIT;
    }
}
