package dev.gotstack.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.stack.Frame;
import dev.gotstack.stack.score.DumpCopy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The kernel's record of unloaded drivers, whole and damaged. One of the sample's drivers was unloaded while its
// return
/// addresses lay on the stack.
class UnloadedModulesTest {
    private static final Path SAMPLE = Samples.dump(Samples.ROOT.resolve("dumps-sample/stack-x86-damage"));
    private static final int ENTRIES = 50;
    private static final int ENTRY_SIZE = 0x18;

    @TempDir
    private Path folder = Path.of("");

    private static void with(Path dump, Consumer<Analysis> check) {
        var analysis = Samples.analyze(dump, AnalysisOptions.dumpOnly(true));
        try {
            check.accept(analysis);
        } finally {
            Samples.close(analysis);
        }
    }

    @Test
    void theDriverIsRemembered() {
        with(SAMPLE, analysis -> {
            var modules = analysis.kernel().modules();
            var driver = modules.unloaded().stream()
                    .filter(module -> module.imageName().equals("soutil.sys"))
                    .findFirst()
                    .orElseThrow();
            assertEquals("<Unloaded_soutil.sys>", driver.name());
            assertEquals(driver, modules.unloadedAt(driver.start()).orElseThrow());
            assertTrue(modules.unloadedAt(driver.end()).isEmpty());
            assertFalse(modules.isCode(driver.start()), "nobody knows what is code of what is gone");
        });
    }

    @Test
    void itsFramesBearItsName() {
        with(SAMPLE, analysis -> {
            var driver = analysis.kernel().modules().unloaded().stream()
                    .filter(module -> module.imageName().equals("soutil.sys"))
                    .findFirst()
                    .orElseThrow();
            var frames = analysis.reconstructedStack().frames().stream()
                    .map(Frame::code)
                    .filter(code -> driver.contains(code.address()))
                    .toList();
            assertFalse(frames.isEmpty());
            for (var code : frames) {
                assertEquals(
                        "<Unloaded_soutil.sys>+0x" + Long.toHexString(code.address() - driver.start()), code.text());
            }
        });
    }

    @Test
    void aLoadedModuleHidesWhatWasThereBefore() {
        var loaded = LoadedImages.code(0x1000_0000L, 0x1000, null);
        var modules = LoadedImages.of(loaded)
                .withUnloaded(
                        List.of(new UnloadedModule("old.sys", 0x1000_0800L, 0x1000_1800L, Optional.of(Instant.EPOCH))));
        assertEquals("image+0x900", modules.locate(0x1000_0900L).text());
        assertEquals("<Unloaded_old.sys>+0x900", modules.locate(0x1000_1100L).text());
        assertEquals("0x10001800", modules.locate(0x1000_1800L).text());
        // A call may be the last instruction of an image: what it returns to lies behind it.
        assertEquals(
                "<Unloaded_old.sys>+0x1000", modules.locateReturn(0x1000_1800L).text());
    }

    @Test
    void aPointerToNowhereRemembersNothing() {
        damaged((copy, place) -> copy.overwrite(place.variable(), words(0x10)));
    }

    @Test
    void aRingOfGarbageRemembersNothing() {
        damaged((copy, place) -> {
            for (int i = 0; i < ENTRIES; i++) {
                copy.overwrite(place.ring() + (long) i * ENTRY_SIZE, words(-1, -1, -1, -1, -1, -1));
            }
        });
    }

    @Test
    void namesOfAbsurdLengthAtNoAddressAreLeftOut() {
        damaged((copy, place) -> {
            for (int i = 0; i < ENTRIES; i++) {
                copy.overwrite(place.ring() + (long) i * ENTRY_SIZE, words(0xffff_ffff, 0xdead_bee0));
            }
        });
    }

    @Test
    void emptyRangesAndNamesAreLeftOut() {
        damaged((copy, place) -> {
            for (int i = 0; i < ENTRIES; i++) {
                long entry = place.ring() + (long) i * ENTRY_SIZE;
                copy.overwrite(entry, i % 2 == 0 ? words(0) : words(0x20_0014, 0, 0xf000_0000, 0xf000_0000));
            }
        });
    }

    /// The dump can be opened, its stack is rebuilt as far as may be, and no driver is remembered.
    private void damaged(BiConsumer<DumpCopy, Place> damage) {
        Path[] dump = {SAMPLE};
        with(SAMPLE, analysis -> {
            var copy = new DumpCopy(analysis.kernel());
            damage.accept(copy, Place.in(analysis.kernel()));
            dump[0] = copy.write(folder);
        });
        with(dump[0], analysis -> {
            assertEquals(List.of(), analysis.kernel().modules().unloaded());
            assertFalse(analysis.reconstructedStack().frames().isEmpty());
            assertTrue(analysis.reconstructedStack().frames().stream()
                    .noneMatch(frame -> frame.code().text().contains("Unloaded")));
        });
    }

    private static byte[] words(int... words) {
        var bytes = ByteBuffer.allocate(words.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : words) {
            bytes.putInt(word);
        }
        return bytes.array();
    }

    /// Where the kernel keeps its record.
    private record Place(long variable, long ring) {
        static Place in(Kernel kernel) {
            var data = DebuggerData.at(
                    kernel.space()::bytes,
                    kernel.types(),
                    kernel.dump().header().kdDebuggerDataBlock(),
                    kernel.architecture());
            assertNotNull(data);
            long variable = data.pointer("MmUnloadedDrivers").orElseThrow();
            return new Place(variable, kernel.space().pointer(variable).orElseThrow());
        }
    }
}
