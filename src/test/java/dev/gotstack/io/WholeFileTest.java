package dev.gotstack.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        var thrown = assertThrows(
                IOException.class, () -> WholeFile.write(folder.resolve("none/report.pdf"), out -> out.write(1)));
        assertEquals("the folder " + folder.resolve("none") + " does not exist", thrown.getMessage());
    }
}
