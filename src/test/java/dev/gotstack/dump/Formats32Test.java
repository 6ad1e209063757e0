package dev.gotstack.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.synth.DumpWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// 32-bit dumps in the form of Windows 8 and later: a complete sample's pages behind a bitmap with counts of 64 bits.
class Formats32Test {
    private static final int PAGE = 0x1000;

    @TempDir
    private Path folder = Path.of("");

    /// A complete dump's bytes behind another table.
    private static byte[] asBitmap(byte[] full, int type) {
        var source = ByteBuffer.wrap(full).order(ByteOrder.LITTLE_ENDIAN);
        var frames = new TreeSet<Integer>();
        for (int run = 0; run < source.getInt(0x64); run++) {
            int first = source.getInt(0x6c + 8 * run);
            for (int i = 0; i < source.getInt(0x70 + 8 * run); i++) {
                frames.add(first + i);
            }
        }
        int bits = frames.last() + 1;
        int tableSize = (0x38 + (bits + 7) / 8 + PAGE - 1) / PAGE * PAGE;
        var all = ByteBuffer.allocate(full.length + tableSize).order(ByteOrder.LITTLE_ENDIAN);
        all.put(full, 0, PAGE).put("SDMPDUMP".getBytes(StandardCharsets.US_ASCII));
        all.putInt(0xf88, type).putLong(0xfa0, full.length + tableSize);
        all.putLong(PAGE + 0x20, PAGE + tableSize)
                .putLong(PAGE + 0x28, frames.size())
                .putLong(PAGE + 0x30, bits);
        for (int frame : frames) {
            int at = PAGE + 0x38 + frame / 8;
            all.put(at, (byte) (all.get(at) | 1 << frame % 8));
        }
        all.put(PAGE + tableSize, full, PAGE, full.length - PAGE);
        return all.array();
    }

    @ParameterizedTest
    @CsvSource({"5, BITMAP_FULL_32", "6, BITMAP_KERNEL_32", "7, AUTOMATIC_32"})
    void bitmapsTellTheSameStory(int type, DumpFormat format) throws IOException {
        var sample = Samples.dump(Samples.ROOT.resolve("dumps-sample/overflow-x86-store"));
        var file = DumpWriter.file(folder, asBitmap(Files.readAllBytes(sample), type));
        var expected = Samples.analyze(sample);
        var analysis = Samples.analyze(file, expected.options().withSymbolPaths(symbols(sample)));
        try {
            assertEquals(format, analysis.kernel().dump().header().format());
            assertTrue(analysis.kernel().dump().warnings().isEmpty());
            assertEquals(expected.story(), analysis.story());
            assertEquals(
                    expected.reconstructedStack().frames().size(),
                    analysis.reconstructedStack().frames().size());
        } finally {
            Samples.close(expected);
            Samples.close(analysis);
        }
    }

    private static java.util.List<String> symbols(Path sample) {
        return java.util.List.of(String.valueOf(sample.toAbsolutePath().getParent()));
    }

    @Test
    void theCutSampleKeepsWhatIsLeft() throws IOException {
        var sample = Samples.dump(Samples.ROOT.resolve("dumps-sample/overflow-x86-store"));
        var content = asBitmap(Files.readAllBytes(sample), 6);
        try (var dump = Dump.open(DumpWriter.file(folder, Arrays.copyOf(content, content.length - 0x1800)))) {
            assertTrue(dump.warnings().getFirst().startsWith("The file is cut off"));
        }
    }
}
