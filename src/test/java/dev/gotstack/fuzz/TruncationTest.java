package dev.gotstack.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.analysis.AnalysisOptions;
import dev.gotstack.analysis.Analyzer;
import dev.gotstack.io.MalformedFileException;
import dev.gotstack.io.Progress;
import dev.gotstack.symbol.pdb.Pdb;
import dev.gotstack.symbol.pe.PeImage;
import dev.gotstack.synth.MemoryBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that end too early: after every field of the headers, and at every 4,096 bytes. By default some of the places,
/// chosen by a seed; with `-Dfuzz.cuts=all` every one.
class TruncationTest {
    private static final boolean ALL = "all".equals(System.getProperty("fuzz.cuts"));
    private static final int PAGE = 0x1000;
    /// Fields of headers begin at multiples of this.
    private static final int FIELD = 4;
    private static final int MOST_DUMPS = 60;
    private static final int MOST_FILES = 2_000;

    @TempDir
    private Path folder = Path.of("");

    /// A file and how many of its bytes are left.
    private record Cut(Specimen specimen, int length) {
        byte[] bytes() {
            return Arrays.copyOf(specimen.bytes(), length);
        }

        @Override
        public String toString() {
            return specimen.name() + " cut to 0x" + Integer.toHexString(length);
        }
    }

    /// @param head bytes at the beginning that consist of fields
    private static List<Cut> cuts(List<Specimen> specimens, int head, int most) {
        var cuts = new ArrayList<Cut>();
        for (var specimen : specimens) {
            int size = specimen.bytes().length;
            for (int at = 0; at < Math.min(head, size); at += FIELD) {
                cuts.add(new Cut(specimen, at));
            }
            for (int at = 0; at < size; at += PAGE) {
                for (int near = Math.max(0, at - 1); near <= Math.min(at + 1, size); near++) {
                    cuts.add(new Cut(specimen, near));
                }
            }
        }
        if (ALL) {
            return cuts;
        }
        Collections.shuffle(cuts, new Random(4096));
        return cuts.subList(0, Math.min(most, cuts.size()));
    }

    @Test
    void dumpsThatAreCutOffTellTheirStoryOrWhyNot() throws IOException {
        int told = 0;
        try (var scratch = new Scratch(folder, ".dmp")) {
            for (var cut : cuts(Corpus.dumps(), 0x2100, MOST_DUMPS)) {
                try {
                    told += tell(scratch.with(cut.bytes()), cut) ? 1 : 0;
                } catch (MalformedFileException refused) {
                    assertTrue(String.valueOf(refused.getMessage()).contains("expected"), cut::toString);
                } catch (RuntimeException | Error found) {
                    throw new AssertionError(cut.toString(), found);
                }
            }
        }
        assertTrue(told > MOST_DUMPS / 20, told + " told a story");
    }

    private static boolean tell(Path file, Cut cut) throws IOException {
        var analysis = Analyzer.open(file, AnalysisOptions.dumpOnly(true), Progress.NONE);
        try {
            StoryTarget.use(analysis, new SplittableRandom(cut.length()));
            if (ALL) {
                StoryTarget.runAll(analysis);
            }
            return true;
        } finally {
            analysis.kernel().close();
        }
    }

    @Test
    void pdbsThatAreCutOff() {
        var files = Corpus.files(".pdb").stream().limit(ALL ? 100 : 12).toList();
        for (var cut : cuts(Corpus.specimens(files), 0x400, MOST_FILES)) {
            passed(cut, () -> PdbTarget.use(Pdb.of(MemoryBytes.of(cut.bytes())), new SplittableRandom(1)));
        }
    }

    /// Images are small: every single length, as a file and as loaded.
    @Test
    void imagesThatAreCutOff() {
        for (var cut : cuts(Corpus.specimens(Corpus.files(".sys", ".exe")), 0x8000, MOST_FILES)) {
            passed(cut, () -> PeTarget.use(PeImage.file(MemoryBytes.of(cut.bytes())), new SplittableRandom(1)));
            passed(cut, () -> PeTarget.use(PeImage.inMemory(MemoryBytes.of(cut.bytes())), new SplittableRandom(1)));
        }
    }

    private static void passed(Cut cut, Runnable read) {
        try {
            read.run();
        } catch (MalformedFileException refused) {
            assertTrue(String.valueOf(refused.getMessage()).contains("expected"), cut::toString);
        } catch (RuntimeException | Error found) {
            throw new AssertionError(cut.toString(), found);
        }
    }
}
