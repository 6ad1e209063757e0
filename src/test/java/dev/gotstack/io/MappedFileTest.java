package dev.gotstack.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.io.search.ByteSearch;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file that is cut off while it is mapped, as by a drive that goes away.
class MappedFileTest {
    private static final int PAGE = 4096;

    @TempDir
    Path folder = Path.of("");

    private MappedFile cutOff() throws IOException {
        var path = Files.write(folder.resolve("long.bin"), new byte[8 * PAGE]);
        var file = MappedFile.open(path);
        try (var channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.truncate(2 * PAGE);
        }
        return file;
    }

    @Test
    void whatIsGoneIsBadInputLikeAnyOther() throws IOException {
        try (var file = cutOff()) {
            var said = assertThrows(MalformedFileException.class, () -> file.u64(3 * PAGE));
            var words = String.valueOf(said.getMessage());
            assertTrue(words.contains("long.bin") && words.contains("cut off"), words);
            assertThrows(MalformedFileException.class, () -> file.u32(4 * PAGE));
            assertThrows(MalformedFileException.class, () -> file.u16(4 * PAGE));
            assertThrows(MalformedFileException.class, () -> file.u8(4 * PAGE));
            assertThrows(MalformedFileException.class, () -> file.bytes(PAGE, 4 * PAGE));
        }
    }

    @Test
    void theRestIsThere() throws IOException {
        try (var file = cutOff()) {
            assertThrows(MalformedFileException.class, () -> file.bytes(PAGE, 4 * PAGE));
            assertEquals(2 * PAGE, file.size());
            assertArrayEquals(new byte[PAGE], file.bytes(PAGE, PAGE));
        }
    }

    @Test
    void aSearchEnds() throws IOException {
        try (var file = cutOff()) {
            assertThrows(
                    MalformedFileException.class,
                    () -> ByteSearch.run(file, new byte[] {1, 2, 3, 4}, 0, 2, place -> true, Progress.NONE));
        }
    }
}
