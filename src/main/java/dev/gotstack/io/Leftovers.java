package dev.gotstack.io;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/// Deletes what processes left that ended before they were done. The files' names tell whose they are.
public final class Leftovers {
    private Leftovers() {}

    /// Deletes files of processes that do not run any more. What cannot be deleted stays: it is in nobody's way.
    ///
    /// @param name of whole file names; its first group is the process's number
    /// @param quiet for how long a file must not have been written to
    public static void sweep(Path folder, Pattern name, Duration quiet) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, path -> matches(path, name))) {
            for (var file : all) {
                tryDelete(file, name, quiet);
            }
        } catch (IOException | RuntimeException e) {
            return; // what the caller is about to do matters more
        }
    }

    private static boolean matches(Path path, Pattern name) {
        return name.matcher(String.valueOf(path.getFileName())).matches();
    }

    private static void tryDelete(Path file, Pattern name, Duration quiet) {
        var parts = name.matcher(String.valueOf(file.getFileName()));
        try {
            if (parts.matches() && !isAlive(Long.parseLong(parts.group(1))) && isQuiet(file, quiet)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            return; // another user's, or gone meanwhile
        }
    }

    private static boolean isAlive(long process) {
        return ProcessHandle.of(process).filter(ProcessHandle::isAlive).isPresent();
    }

    private static boolean isQuiet(Path file, Duration quiet) throws IOException {
        return quiet.isZero()
                || Files.getLastModifiedTime(file).toInstant().plus(quiet).isBefore(Instant.now());
    }
}
