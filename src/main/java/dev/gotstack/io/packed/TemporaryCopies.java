package dev.gotstack.io.packed;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Temporary files for what was unpacked: readable by their owner only, and gone at the latest when the program ends.
/// What a program left that was killed is deleted when the next one makes its first copy: the names tell whose they
// are.
final class TemporaryCopies {
    private static final String PREFIX = "gotstack-";
    private static final String ENDING = ".dmp";
    private static final Pattern NAME = Pattern.compile("gotstack-([0-9]{1,18})-[0-9]+\\.dmp");
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    static {
        // Not File.deleteOnExit: that remembers files for ever.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> OPEN.forEach(TemporaryCopies::tryDelete)));
        sweep();
    }

    private TemporaryCopies() {}

    /// A new empty file.
    static Path create() throws IOException {
        var copy = Files.createTempFile(PREFIX + ProcessHandle.current().pid() + "-", ENDING);
        OPEN.add(copy);
        return copy;
    }

    /// Deletes a copy; where that cannot be yet, it is deleted when the program ends.
    static void delete(Path copy) {
        if (tryDelete(copy)) {
            OPEN.remove(copy);
        }
    }

    private static boolean tryDelete(Path copy) {
        try {
            Files.deleteIfExists(copy);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void sweep() {
        try {
            var own = Files.createTempFile(PREFIX, ".tmp");
            var owner = Files.getOwner(own);
            Files.delete(own);
            try (DirectoryStream<Path> left =
                    Files.newDirectoryStream(own.toAbsolutePath().resolveSibling("."), PREFIX + "*" + ENDING)) {
                for (var file : left) {
                    if (isAbandoned(file) && Files.getOwner(file).equals(owner)) {
                        tryDelete(file);
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            // What cannot be swept up is not needed either: opening the dump matters more.
            return;
        }
    }

    private static boolean isAbandoned(Path file) {
        var name = NAME.matcher(String.valueOf(file.getFileName()));
        return name.matches()
                && ProcessHandle.of(Long.parseLong(name.group(1)))
                        .filter(ProcessHandle::isAlive)
                        .isEmpty();
    }
}
