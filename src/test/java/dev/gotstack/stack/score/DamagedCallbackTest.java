package dev.gotstack.stack.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.stack.CallStack;
import dev.gotstack.stack.Evidence;
import dev.gotstack.stack.Frame;
import dev.gotstack.stack.Reconstruction;
import dev.gotstack.stack.Trust;
import dev.gotstack.symbol.ImageStore;
import dev.gotstack.symbol.SymbolStore;
import dev.gotstack.text.Phrase;
import dev.gotstack.windows.SymbolSources;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls back into user mode whose frame on the stack was overwritten.
class DamagedCallbackTest {
    private static final Sample SAMPLE = new Sample(Samples.ROOT.resolve("dumps-sample/stack-x86-callback"), true);
    private static final SymbolSources NOTHING =
            new SymbolSources(SymbolStore.of(List.of(), false), ImageStore.of(List.of()), false);
    private static final int CALLOUT_FRAME_SIZE = 0x20;

    @TempDir
    private Path folder = Path.of("");

    private static CallStack walk(Target target) {
        return Reconstruction.of(target.kernel(), target.stack(), target.registers());
    }

    private static List<Frame> calledBack(CallStack found) {
        return found.frames().stream()
                .filter(frame ->
                        frame.kind() == Frame.Kind.ENTRY && frame.returnSlot().isPresent())
                .toList();
    }

    @Test
    void wholeFramesLeadToTheEnd() {
        try (var target = Target.open(SAMPLE.dump(), NOTHING)) {
            var found = walk(target);
            assertTrue(found.complete());
            assertFalse(calledBack(found).isEmpty());
            for (var entry : calledBack(found)) {
                assertEquals(Evidence.Method.CALLBACK, entry.evidence().method());
                assertEquals(Trust.STRONG, entry.evidence().trust());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x41, 0xff})
    void aboveADamagedFrameTheWalkGoesOnAndIsNotComplete(int filling) {
        try (var original = Target.open(SAMPLE.dump(), NOTHING)) {
            long newest = original.stack().callbackFrame();
            assertTrue(original.stack().contains(newest));
            var garbage = new byte[CALLOUT_FRAME_SIZE];
            Arrays.fill(garbage, (byte) filling);
            var copy = new DumpCopy(original.kernel());
            copy.overwrite(newest, garbage);
            try (var damaged = Target.open(copy.write(folder), NOTHING)) {
                check(damaged, newest);
            }
        }
    }

    private static void check(Target target, long newest) {
        var found = walk(target);
        assertFalse(found.complete(), found.stop().english());
        var entry = calledBack(found).getFirst();
        assertEquals(Trust.WEAK, entry.evidence().trust());
        assertEquals(
                List.of(Phrase.of("evidence.callback-unreadable")),
                entry.evidence().contradicts());
        assertTrue(entry.returnSlot().orElseThrow() > newest);
        var older = Claim.of(found.frames()).stream()
                .filter(claim -> claim.slot().address() > newest)
                .toList();
        assertTrue(older.stream().noneMatch(claim -> claim.trust() == Trust.CERTAIN));
        var truth = SAMPLE.truth(target.stack());
        long right =
                older.stream().filter(claim -> truth.contains(claim.slot())).count();
        long all = truth.stream().filter(slot -> slot.address() > newest).count();
        assertTrue(right >= all * 0.9, right + " of " + all + " frames above it are found");
    }
}
