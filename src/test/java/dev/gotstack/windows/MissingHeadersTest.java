package dev.gotstack.windows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.analysis.Analysis;
import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.stack.score.DumpCopy;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A module whose only page, headers and code, was paged out when the dump was written.
class MissingHeadersTest {
    private static final Path FOLDER = Samples.ROOT.resolve("dumps-sample/stack-x86-pointers");
    private static final String MODULE = "hirules";
    private static final int CODE_BYTES = 16;

    @TempDir
    private Path folder = Path.of("");

    private void pagedOut(AnalysisOptions options, BiConsumer<Analysis, Analysis> check) {
        var original = Samples.analyze(Samples.dump(FOLDER), AnalysisOptions.dumpOnly(true));
        try {
            var copy = new DumpCopy(original.kernel());
            assertTrue(copy.pageOut(module(original).base()), "the page was there");
            var damaged = Samples.analyze(copy.write(folder), options);
            try {
                check.accept(original, damaged);
            } finally {
                Samples.close(damaged);
            }
        } finally {
            Samples.close(original);
        }
    }

    private static LoadedModule module(Analysis analysis) {
        return analysis.kernel().modules().named(MODULE).orElseThrow();
    }

    private static void assertListed(LoadedModule expected, LoadedModule listed) {
        assertEquals(expected.name(), listed.name());
        assertEquals(expected.imageName(), listed.imageName());
        assertEquals(expected.path(), listed.path());
        assertEquals(expected.base(), listed.base());
        assertEquals(expected.size(), listed.size());
        assertEquals(expected.timeDateStamp(), listed.timeDateStamp());
        assertEquals(expected.checkSum(), listed.checkSum());
    }

    private static byte[] code(Analysis analysis, int length) {
        var kernel = analysis.kernel();
        var bytes = new byte[CODE_BYTES];
        assertEquals(
                length,
                kernel.modules().readCode(kernel.space(), module(analysis).entryPoint(), bytes, CODE_BYTES));
        return bytes;
    }

    @Test
    void withoutItsFileItIsListedAndSaysWhatIsMissing() {
        pagedOut(AnalysisOptions.dumpOnly(true), (original, damaged) -> {
            var module = module(damaged);
            assertListed(module(original), module);
            assertTrue(module.image().isMissing());
            assertTrue(
                    module.image().problems().getFirst().startsWith("headers: "),
                    "" + module.image().problems());
            assertTrue(module.image().sections().isEmpty());
            assertTrue(module.image().version().isEmpty());
            assertEquals("", module.company());
            assertTrue(module.file().image().isEmpty());
            assertTrue(
                    damaged.warnings().stream().anyMatch(line -> line.contains(module.imageName())),
                    "a warning names it: " + damaged.warnings());
            code(damaged, 0);
            assertTrue(module.isCode(module.base() + 1), "any of its addresses may be code");
            assertFalse(module.isCode(module.base() + module.size()));
        });
    }

    @Test
    void itsFileGivesHeadersVersionAndCode() {
        var options = new AnalysisOptions(List.of(AnalysisOptions.NO_PATHS), List.of(FOLDER), true, false);
        pagedOut(options, (original, damaged) -> {
            var module = module(damaged);
            assertListed(module(original), module);
            assertFalse(module.image().isMissing());
            assertEquals(module(original).image().sections(), module.image().sections());
            assertFalse(module(original).company().isEmpty());
            assertEquals(module(original).company(), module.company());
            assertEquals(module(original).image().pdbReference(), module.image().pdbReference());
            assertArrayEquals(code(original, CODE_BYTES), code(damaged, CODE_BYTES));
        });
    }

    /// 64-bit kernels since Windows 10 have the time at 0x9c, behind the size before it was rounded (as their public
    /// symbols say), and a pointer where earlier ones had it.
    @Test
    void theImageOfALateKernelsEntryIsMatched() {
        var wide = Samples.ROOT.resolve("dumps-sample/overflow-x64");
        for (boolean late : new boolean[] {true, false}) {
            var original = Samples.analyze(Samples.dump(wide));
            Path dump;
            long stamp;
            try {
                var module = original.kernel().modules().named("hogflt").orElseThrow();
                stamp = module.image().timeDateStamp();
                var copy = new DumpCopy(original.kernel());
                assertTrue(copy.pageOut(module.base()), "the page was there");
                if (late) {
                    long entry = entry(copy, module.base());
                    copy.overwriteWords(entry + 0x80, 0xffff_8a0b_1234_5678L);
                    copy.overwriteWords(entry + 0x98, stamp << 32 | module.size() - 0x123);
                }
                dump = copy.write(folder);
            } finally {
                Samples.close(original);
            }
            var options = new AnalysisOptions(List.of(AnalysisOptions.NO_PATHS), List.of(wide), true, false);
            var damaged = Samples.analyze(dump, options);
            try {
                var module = damaged.kernel().modules().named("hogflt").orElseThrow();
                assertEquals(stamp, module.timeDateStamp());
                assertTrue(module.file().image().isPresent(), "its image was matched");
            } finally {
                Samples.close(damaged);
            }
        }
    }

    /// The list's entry of the module at `base`.
    private static long entry(DumpCopy copy, long base) {
        long head = 0xffff_f800_02a1_a480L;
        for (long at = copy.word(head); at != head; at = copy.word(at)) {
            if (copy.word(at + 0x30) == base) {
                return at;
            }
        }
        throw new IllegalStateException("no entry");
    }
}
