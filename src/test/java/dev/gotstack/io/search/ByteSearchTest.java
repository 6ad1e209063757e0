package dev.gotstack.io.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.io.MappedFile;
import dev.gotstack.io.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ByteSearchTest {
    private static List<Long> find(byte[] content, byte[] wanted, long from) throws IOException {
        var path = Files.createTempFile("gotstack-search", ".bin");
        try {
            Files.write(path, content);
            try (var file = MappedFile.open(path)) {
                var found = new ArrayList<Long>();
                ByteSearch.run(file, wanted, from, 2, found::add, Progress.NONE);
                return found;
            }
        } finally {
            Files.delete(path);
        }
    }

    private static List<Long> byHand(byte[] content, byte[] wanted, long from) {
        var found = new ArrayList<Long>();
        for (int at = (int) from; at + wanted.length <= content.length; at++) {
            boolean same = true;
            for (int i = 0; i < wanted.length && same; i++) {
                same = content[at + i] == wanted[i];
            }
            if (same) {
                found.add((long) at);
            }
        }
        return found;
    }

    @Property(tries = 150)
    void everyOccurrenceIsFound(
            @ForAll long seed,
            @ForAll @IntRange(max = 20000) int length,
            @ForAll @IntRange(min = 1, max = 40) int wantedLength,
            @ForAll @IntRange(min = 1, max = 255) int different,
            @ForAll @IntRange(max = 9000) int from)
            throws IOException {
        var random = new Random(seed);
        var content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[i] = (byte) random.nextInt(different);
        }
        var wanted = new byte[wantedLength];
        // What is sought is really there, also at the very end.
        if (length >= wantedLength && random.nextInt(8) > 0) {
            int at = random.nextInt(4) == 0 ? length - wantedLength : random.nextInt(length - wantedLength + 1);
            System.arraycopy(content, at, wanted, 0, wantedLength);
        } else {
            random.nextBytes(wanted);
        }
        assertEquals(byHand(content, wanted, from), find(content, wanted, from));
    }

    @Test
    void findsAcrossChunksInOrder() throws IOException {
        var content = new byte[(9 << 20) + 77];
        new Random(3).nextBytes(content);
        byte[] wanted = {0, 0x7f, 0x45, 0x4c, 0x46, 0, 0};
        var places =
                List.of(0L, (4L << 20) - 3, (4L << 20) + 512, (8L << 20) - 7, (8L << 20), (long) content.length - 7);
        for (long place : places) {
            System.arraycopy(wanted, 0, content, (int) place, wanted.length);
        }
        assertEquals(places, find(content, wanted, 0));
    }

    @Test
    void findsThatAreManyAreAllTold() throws IOException {
        var content = new byte[5 << 20];
        assertEquals(content.length - 1, find(content, new byte[2], 0).size());
    }

    @Test
    void itStopsWhenToldTo(@TempDir Path folder) throws IOException {
        var path = Files.write(folder.resolve("zeros"), new byte[64 << 20]);
        try (var file = MappedFile.open(path)) {
            var found = new ArrayList<Long>();
            ByteSearch.run(file, new byte[8], 5, 2, at -> found.add(at) && found.size() < 3, Progress.NONE);
            assertEquals(List.of(5L, 6L, 7L), found);
            var seen = new ArrayList<Long>();
            Progress impatient = (what, done, total) -> {
                if (done > 0) {
                    throw new CancellationException();
                }
            };
            assertThrows(
                    CancellationException.class,
                    () -> ByteSearch.run(file, new byte[] {1}, 0, 2, seen::add, impatient));
            assertTrue(seen.isEmpty());
        }
    }

    @Test
    void lengthsAreChecked(@TempDir Path folder) throws IOException {
        var path = Files.write(folder.resolve("few"), new byte[3]);
        try (var file = MappedFile.open(path)) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> ByteSearch.run(file, new byte[0], 0, 1, at -> true, Progress.NONE));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> ByteSearch.run(file, new byte[ByteSearch.LONGEST + 1], 0, 1, at -> true, Progress.NONE));
            // Longer than the file: nothing to find.
            ByteSearch.run(
                    file,
                    new byte[4],
                    0,
                    1,
                    at -> {
                        throw new AssertionError();
                    },
                    Progress.NONE);
        }
    }
}
