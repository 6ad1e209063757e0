package dev.gotstack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.dump.Dump;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
    private static final Path WIDE = Samples.ROOT.resolve("dumps-sample/overflow-x64/overflow-x64.dmp");
    private static final Path FORMATS = Samples.ROOT.resolve("dumps-sample/overflow-x64-formats");

    @Test
    void aDumpEqualsItself() throws IOException {
        var ran = Ran.run("compare", Samples.ARTICLE.toString(), Samples.ARTICLE.toString(), "-q");
        assertEquals(0, ran.exit(), ran.err());
        try (var dump = Dump.open(Samples.ARTICLE)) {
            assertTrue(
                    ran.out()
                            .contains(String.format(
                                    "%,14d are the same%n", dump.physical().pageCount())),
                    ran.out());
            assertTrue(ran.out().contains(String.format("%,14d differ%n", 0)), ran.out());
            assertTrue(ran.out().contains(String.format("%,14d only in the second%n", 0)), ran.out());
        }
    }

    /// Pages of one memory, held in another order by another format.
    @Test
    void formatsHoldTheSamePages(@TempDir Path folder) throws IOException {
        var bitmap = folder.resolve("bitmap.dmp");
        try (var packed = new GZIPInputStream(Files.newInputStream(FORMATS.resolve("bitmap-kernel.dmp.gz")))) {
            Files.copy(packed, bitmap);
        }
        try (var full = Dump.open(WIDE);
                var part = Dump.open(bitmap)) {
            var there = full.compare(part, dev.gotstack.io.Progress.NONE);
            assertEquals(part.physical().pageCount(), there.same());
            assertEquals(0, there.differentPages());
            assertEquals(full.physical().pageCount() - part.physical().pageCount(), there.onlyFirst());
            var back = part.compare(full, dev.gotstack.io.Progress.NONE);
            assertEquals(there.same(), back.same());
            assertEquals(there.onlyFirst(), back.onlySecond());
        }
    }

    @Test
    void changedPagesAreListed(@TempDir Path folder) throws IOException {
        var copy = Files.copy(Samples.ARTICLE, folder.resolve("copy.dmp"), StandardCopyOption.REPLACE_EXISTING);
        long first;
        try (var dump = Dump.open(copy);
                var file = new RandomAccessFile(copy.toFile(), "rw")) {
            first = dump.physical().addressAt(0x5000);
            for (long offset : new long[] {0x5fff, 0x6000, 0x9000}) {
                file.seek(offset);
                int old = file.read();
                file.seek(offset);
                file.write(old ^ 1);
            }
        }
        var ran = Ran.run("compare", Samples.ARTICLE.toString(), copy.toString(), "--list", "-q");
        assertEquals(0, ran.exit(), ran.err());
        assertTrue(ran.out().contains(String.format("%,14d differ%n", 3)), ran.out());
        assertTrue(ran.out().contains(String.format("%12x  ", first)), ran.out());
    }

    @Test
    void whatCannotBeComparedIsSaid(@TempDir Path folder) throws IOException {
        var text = Files.writeString(folder.resolve("text.dmp"), "no dump");
        assertEquals(
                3,
                Ran.run("compare", Samples.ARTICLE.toString(), text.toString(), "-q")
                        .exit());
        assertEquals(
                3,
                Ran.run("compare", folder.resolve("none").toString(), text.toString(), "-q")
                        .exit());
        var small = Ran.run(
                "compare",
                Samples.ARTICLE.toString(),
                FORMATS.resolve("triage.dmp.gz").toString(),
                "-q");
        assertEquals(2, small.exit());
        assertTrue(small.err().contains("no physical pages"), small.err());
    }
}
