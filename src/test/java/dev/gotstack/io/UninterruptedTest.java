package dev.gotstack.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UninterruptedTest {
    @Test
    void anInterruptedThreadMapsAndStaysInterrupted(@TempDir Path folder) throws IOException {
        var path = Files.write(folder.resolve("file"), new byte[] {1, 2, 3, 4});
        Thread.currentThread().interrupt();
        try (var file = MappedFile.open(path)) {
            assertTrue(Thread.currentThread().isInterrupted());
            assertEquals(0x04030201, file.u32(0));
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void whatIsThrownIsThrown() {
        assertThrows(
                NoSuchFileException.class,
                () -> Uninterrupted.call(() -> {
                    throw new NoSuchFileException("gone");
                }));
        assertThrows(
                IllegalStateException.class,
                () -> Uninterrupted.call(() -> {
                    throw new IllegalStateException("wrong");
                }));
    }

    /// Threads are interrupted again and again while they map: in the end nothing of the file is mapped.
    @Test
    void interruptsLeaveNothingMapped(@TempDir Path folder) throws Exception {
        var maps = Path.of("/proc/self/maps");
        assumeTrue(Files.exists(maps), "the system does not list what is mapped");
        var path = Files.write(folder.resolve("mapped-under-interrupts"), new byte[1 << 16]);
        var over = new AtomicBoolean();
        var mapper = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                try (var file = MappedFile.open(path)) {
                    file.u8(0);
                } catch (IOException e) {
                    Thread.interrupted();
                }
            }
        });
        for (int i = 0; i < 2000; i++) {
            mapper.interrupt();
            Thread.onSpinWait();
            if (i % 100 == 0) {
                Thread.sleep(2);
            }
        }
        over.set(true);
        mapper.join();
        assertTrue(
                Files.readAllLines(maps).stream().noneMatch(line -> line.contains("mapped-under-interrupts")),
                "something of it is still mapped");
    }
}
