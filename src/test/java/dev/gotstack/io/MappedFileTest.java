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
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
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

    /// The virtual machine may report the fault only when the method that met it has returned; then the edges of the
    /// program take it for what it is.
    private static void assertGone(Executable read) {
        var thrown = assertThrows(Throwable.class, read);
        assertTrue(
                thrown instanceof InternalError
                        || thrown instanceof MalformedFileException said
                                && String.valueOf(said.getMessage()).contains("long.bin"),
                thrown.toString());
    }

    @Test
    void whatIsGoneIsBadInputLikeAnyOther() throws IOException {
        try (var file = cutOff()) {
            for (Executable read : List.<Executable>of(
                    () -> file.u64(3 * PAGE),
                    () -> file.u32(4 * PAGE),
                    () -> file.u16(4 * PAGE),
                    () -> file.u8(4 * PAGE),
                    () -> file.bytes(PAGE, 4 * PAGE))) {
                assertGone(read);
            }
        }
    }

    @Test
    void theRestIsThere() throws IOException {
        try (var file = cutOff()) {
            assertGone(() -> file.bytes(PAGE, 4 * PAGE));
            assertArrayEquals(new byte[PAGE], file.bytes(PAGE, PAGE));
        }
    }

    @Test
    void whoLooksFirstIsToldAtOnce() throws IOException {
        try (var file = cutOff()) {
            file.refresh();
            assertEquals(2 * PAGE, file.size());
            for (Executable read : List.<Executable>of(
                    () -> file.u64(3 * PAGE),
                    () -> file.u64(2 * PAGE - 4),
                    () -> file.u32(4 * PAGE),
                    () -> file.bytes(PAGE, 4 * PAGE),
                    () -> ByteSearch.run(file, new byte[3 * PAGE], 0, 1, place -> true, Progress.NONE))) {
                assertThrows(RuntimeException.class, read);
            }
            assertThrows(MalformedFileException.class, () -> file.u64(3 * PAGE));
            assertEquals(0, file.u64(2 * PAGE - 8));
        }
    }

    @Test
    void anotherFileInItsPlaceDoesNotMatter() throws IOException {
        var path = Files.write(folder.resolve("one.bin"), new byte[2 * PAGE]);
        try (var file = MappedFile.open(path)) {
            Files.move(Files.write(folder.resolve("two.bin"), new byte[1]), path, StandardCopyOption.REPLACE_EXISTING);
            file.refresh();
            assertEquals(2 * PAGE, file.size());
            Files.delete(path);
            file.refresh();
            assertEquals(0, file.u64(PAGE));
        }
    }

    @Test
    void aSearchEnds() throws IOException {
        try (var file = cutOff()) {
            assertGone(() -> ByteSearch.run(file, new byte[] {1, 2, 3, 4}, 0, 2, place -> true, Progress.NONE));
        }
    }
}
