package dev.gotstack.symbol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.io.MalformedFileException;
import dev.gotstack.io.Progress;
import dev.gotstack.io.packed.Cabinet;
import dev.gotstack.symbol.pdb.PdbIdentity;
import dev.gotstack.synth.CabinetWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CabinetTest {
    private static final long MOST = 1 << 20;

    @TempDir
    private Path folder = Path.of("");

    private static byte[] content(int length) {
        var bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private byte[] unpacked(byte[] cabinet, long most) throws IOException {
        var into = folder.resolve("out");
        Cabinet.unpack(Files.write(folder.resolve("a.pd_"), cabinet), into, most, Progress.NONE);
        return Files.readAllBytes(into);
    }

    private String refused(byte[] cabinet) {
        return String.valueOf(assertThrows(MalformedFileException.class, () -> unpacked(cabinet, MOST))
                .getMessage());
    }

    @Test
    void storedMszipAndLzx() throws IOException {
        for (int length : new int[] {1, 700, 0x8000}) {
            var content = content(length);
            assertArrayEquals(content, unpacked(CabinetWriter.stored("a.pdb", content), MOST));
            assertArrayEquals(content, unpacked(CabinetWriter.mszip("a.pdb", content), MOST));
            assertArrayEquals(content, unpacked(CabinetWriter.lzx("..\\..\\evil.exe", content), MOST));
        }
        var large = content(100_000);
        assertArrayEquals(large, unpacked(CabinetWriter.mszip("a.pdb", large), MOST));
    }

    @Test
    void truncatedAtAnyPlace() throws IOException {
        var whole = CabinetWriter.mszip("a.pdb", content(2000));
        for (int length = 0; length < whole.length; length += length < 80 ? 1 : 97) {
            refused(Arrays.copyOf(whole, length));
        }
    }

    @Test
    void bombsAndFalsePromises() {
        assertTrue(refused(CabinetWriter.mszip("a", new byte[(int) MOST + 1])).contains("at most 1048576 bytes"));
        assertTrue(refused(CabinetWriter.claiming(0xffff_ffffL, new byte[9])).contains("at most 1048576 bytes"));
        refused(CabinetWriter.claiming(5000, new byte[9]));
    }

    @Test
    void onlyCabinetsOfOneFile() {
        assertTrue(refused(CabinetWriter.withFiles("a", "b")).contains("2 files"));
        refused(CabinetWriter.withFiles());
        refused("<html><body>Sign in</body></html>".getBytes(StandardCharsets.US_ASCII));
    }

    /// Damaged cabinets give wrong bytes or one kind of exception, and never take long.
    @Test
    void garbage() {
        var wholes = List.of(
                CabinetWriter.mszip("a.pdb", content(3000)),
                CabinetWriter.lzx("a.pdb", content(3000)),
                CabinetWriter.stored("a.pdb", content(3000)));
        var random = new Random(11);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (int round = 0; round < 1500; round++) {
                var bytes = wholes.get(round % wholes.size()).clone();
                for (int i = 0; i < 4; i++) {
                    int near = i < 2 ? 90 : bytes.length;
                    bytes[4 + random.nextInt(near - 4)] = (byte) random.nextInt();
                }
                refusedOrUnpacked(bytes);
            }
        });
    }

    private void refusedOrUnpacked(byte[] cabinet) throws IOException {
        try {
            assertTrue(unpacked(cabinet, MOST).length <= MOST);
        } catch (MalformedFileException expected) {
            assertTrue(String.valueOf(expected.getMessage()).startsWith("a.pd_"));
        }
    }

    @Test
    void canBeCancelled() throws IOException {
        var cabinet = Files.write(folder.resolve("a.pd_"), CabinetWriter.mszip("a", content(200_000)));
        assertThrows(
                CancellationException.class,
                () -> Cabinet.unpack(cabinet, folder.resolve("out"), MOST, (what, done, total) -> {
                    if (done > 0) {
                        throw new CancellationException();
                    }
                }));
    }

    @Test
    @Tag("realdata")
    void aRealOneFromASymbolServer() throws IOException {
        var into = folder.resolve("basic32.pdb");
        Cabinet.unpack(Judge.data("real/moz_basic32.pd_"), into, 1 << 24, Progress.NONE);
        assertEquals(0x649000, Files.size(into));
        assertTrue(PdbIdentity.read(into).age() > 0);
    }
}
