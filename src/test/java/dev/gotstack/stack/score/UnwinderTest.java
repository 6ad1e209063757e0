package dev.gotstack.stack.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.stack.CallStack;
import dev.gotstack.stack.Corrections;
import dev.gotstack.stack.Evidence;
import dev.gotstack.stack.Frame;
import dev.gotstack.stack.Reconstruction;
import dev.gotstack.stack.Trust;
import dev.gotstack.symbol.ImageStore;
import dev.gotstack.symbol.SymbolStore;
import dev.gotstack.text.Phrase;
import dev.gotstack.windows.SymbolSources;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a person says about frames goes before what any method finds; and behind a guess nothing is certain.
class UnwinderTest {
    private static final Sample SAMPLE = new Sample(Objects.requireNonNull(Samples.ARTICLE.getParent()), true);
    private static final SymbolSources NOTHING =
            new SymbolSources(SymbolStore.of(List.of(), false), ImageStore.of(List.of()), false);

    @TempDir
    private Path folder = Path.of("");

    private static CallStack walk(Target target, Corrections corrections) {
        return Reconstruction.of(target.kernel(), target.stack(), target.registers(), corrections);
    }

    /// The true return slots in use, newest first.
    private static List<Slot> truth(Target target) {
        return SAMPLE.truth(target.stack()).stream()
                .sorted((a, b) -> Long.compare(a.address(), b.address()))
                .toList();
    }

    private static List<Long> slots(CallStack found) {
        return found.frames().stream()
                .flatMap(frame -> frame.returnSlot().stream().boxed())
                .toList();
    }

    @Test
    void aPinnedSlotIsTaken() {
        try (var target = Target.open(SAMPLE.dump(), NOTHING)) {
            var truth = truth(target);
            long pinned = truth.get(3).address() - 0x100;
            assertFalse(slots(walk(target, Corrections.NONE)).contains(pinned));
            var frames = walk(target, Corrections.NONE.pin(pinned)).frames();
            var byHand = frames.stream()
                    .filter(frame -> frame.returnSlot().orElse(0) == pinned)
                    .toList();
            assertEquals(1, byHand.size());
            assertEquals(Evidence.Method.BY_HAND, byHand.getFirst().evidence().method());
            assertEquals(target.word(pinned), byHand.getFirst().returnAddress().orElseThrow());
            assertTrue(frames.indexOf(byHand.getFirst()) < frames.size() - 1, "the walk goes on above");
        }
    }

    @Test
    void whatIsBelowAPinnedSlotStays() {
        try (var target = Target.open(SAMPLE.dump(), NOTHING)) {
            long pinned = truth(target).get(3).address() - 0x100;
            var before = slots(walk(target, Corrections.NONE)).stream()
                    .filter(slot -> slot < pinned)
                    .toList();
            var after = slots(walk(target, Corrections.NONE.pin(pinned))).stream()
                    .filter(slot -> slot < pinned)
                    .toList();
            assertEquals(before, after);
        }
    }

    @Test
    void pinningWhatIsFoundAnywayChangesNoSlot() {
        try (var target = Target.open(SAMPLE.dump(), NOTHING)) {
            var found = walk(target, Corrections.NONE);
            assertEquals(
                    slots(found),
                    slots(walk(target, Corrections.NONE.pin(truth(target).get(5).address()))));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 20, 60, 120})
    void aRejectedSlotNeverAppears(int index) {
        try (var target = Target.open(SAMPLE.dump(), NOTHING)) {
            long rejected = truth(target).get(index).address();
            var found = walk(target, Corrections.NONE.reject(rejected));
            assertFalse(slots(found).contains(rejected));
            assertTrue(found.frames().stream()
                    .flatMap(frame -> frame.evidence().alternatives().stream())
                    .noneMatch(lost -> lost.slot() == rejected));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 10, 40, 100})
    void behindAHoleNothingIsCertain(int index) {
        withHole(index, (intact, hole, found) -> {
            var before = intact.frames().stream()
                    .filter(frame -> frame.evidence().trust() == Trust.CERTAIN)
                    .flatMap(frame -> frame.returnSlot().stream().boxed())
                    .collect(Collectors.toSet());
            var older = found.frames().stream()
                    .filter(frame -> frame.returnSlot().orElse(0) > hole)
                    .toList();
            assertFalse(older.isEmpty());
            assertTrue(older.stream().noneMatch(frame -> frame.evidence().trust() == Trust.CERTAIN));
            var limited = older.stream()
                    .skip(1)
                    .filter(frame -> before.contains(frame.returnSlot().orElseThrow()))
                    .toList();
            assertFalse(limited.isEmpty());
            for (var frame : limited) {
                assertEquals(Trust.STRONG, frame.evidence().trust());
                assertEquals(
                        List.of(Phrase.of("evidence.not-sure-before")),
                        frame.evidence().contradicts());
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 10, 40, 100})
    void aboveAnOverwrittenSlotTheWalkReachesUserMode(int index) {
        withHole(index, (intact, hole, found) -> {
            assertFalse(slots(found).contains(hole), "what lies there now is no return address");
            assertEquals(Frame.Kind.ENTRY, found.frames().getLast().kind());
            var lost = slots(intact).stream().filter(slot -> slot != hole).toList();
            long missed =
                    lost.stream().filter(slot -> !slots(found).contains(slot)).count();
            assertTrue(missed <= 1, missed + " frames besides the overwritten one are missing");
        });
    }

    @Test
    void aGuessSaysWhatElseItCouldHaveBeen() {
        try (var original = Target.open(SAMPLE.dump(), NOTHING)) {
            var truth = truth(original);
            long hole = truth.get(2).address();
            long stray = hole + 0x100;
            var copy = new DumpCopy(original.kernel());
            copy.overwrite(hole, new byte[4]);
            for (int i = 0; i < 4; i++) {
                copy.overwrite(stray + i, new byte[] {(byte) (truth.get(1).value() >>> 8 * i)});
            }
            try (var damaged = Target.open(copy.write(folder), NOTHING)) {
                var guess = walk(damaged, Corrections.NONE).frames().stream()
                        .filter(frame ->
                                frame.returnSlot().orElse(0) == truth.get(3).address())
                        .findFirst()
                        .orElseThrow();
                assertEquals(Evidence.Method.SCAN, guess.evidence().method());
                assertEquals(
                        List.of(new Evidence.Alternative(
                                stray, truth.get(1).value(), Evidence.Method.SCAN, Phrase.of("lost.better-without"))),
                        guess.evidence().alternatives());
            }
        }
    }

    private interface Check {
        void of(CallStack intact, long hole, CallStack found);
    }

    /// Overwrites one true return slot with zeros.
    private void withHole(int index, Check check) {
        try (var original = Target.open(SAMPLE.dump(), NOTHING)) {
            long hole = truth(original).get(index).address();
            var copy = new DumpCopy(original.kernel());
            copy.overwrite(hole, new byte[4]);
            try (var damaged = Target.open(copy.write(folder), NOTHING)) {
                check.of(walk(original, Corrections.NONE), hole, walk(damaged, Corrections.NONE));
            }
        }
    }
}
