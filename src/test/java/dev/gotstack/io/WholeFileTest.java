package dev.gotstack.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void aDiskThatFillsUpLeavesTheOldFile() throws IOException {
        var target = Files.writeString(folder.resolve("chart.svg"), "old");
        var e = assertThrows(
                IOException.class,
                () -> WholeFile.write(target, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("No space left on device");
                }));
        assertEquals("No space left on device", e.getMessage());
        assertEquals("old", Files.readString(target));
        onlyFile();
    }

    /// A device that is always full, written through for the system's own error.
    @Test
    void theSystemsOwnWordsAreKept() {
        var full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "no device that is full");
        var target = folder.resolve("chart.svg");
        var e = assertThrows(
                IOException.class,
                () -> WholeFile.write(target, out -> {
                    try (var device = Files.newOutputStream(full)) {
                        device.write(1);
                    }
                }));
        assertTrue(String.valueOf(e.getMessage()).contains("No space left"), e.toString());
        assertTrue(Files.notExists(target));
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        var thrown = assertThrows(
                IOException.class, () -> WholeFile.write(folder.resolve("none/report.pdf"), out -> out.write(1)));
        assertEquals("the folder " + folder.resolve("none") + " does not exist", thrown.getMessage());
    }

    @Test
    void aFullDiskLeavesTheOldFileAndNothingElse() throws IOException {
        var target = Files.writeString(folder.resolve("report.pdf"), "the old one");
        var thrown = assertThrows(
                IOException.class,
                () -> WholeFile.write(target, out -> {
                    out.write(new byte[100_000]);
                    throw new FileSystemException("x", null, "No space left on device");
                }));
        assertTrue(String.valueOf(thrown.getMessage()).endsWith("No space left on device"), thrown.toString());
        assertEquals("the old one", Files.readString(target));
        onlyFile();
    }

    @Test
    void theFileIsReplacedAsAWhole() throws IOException {
        var target = Files.writeString(folder.resolve("chart.svg"), "old and long");
        WholeFile.write(target, out -> out.write('n'));
        assertEquals("n", Files.readString(target));
        onlyFile();
    }

    private void onlyFile() throws IOException {
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }
}
