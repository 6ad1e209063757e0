package dev.gotstack.io;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;

/// Names of files that are written beside the one they will replace. A name tells which process writes the file, so
// that
/// what a killed one left is known, and deleted by the next that writes there.
public final class BesideFile {
    private static final Pattern NAME = Pattern.compile("\\.gotstack-([0-9]{1,18})-[0-9a-f-]{36}\\.tmp_?");
    /// Folders may be shared with other machines, whose processes are not seen here: what was written to just now may
    // be
    /// one of theirs.
    private static final Duration QUIET = Duration.ofMinutes(1);

    private BesideFile() {}

    /// A name in a folder that no other file has.
    public static Path in(Path folder) {
        return folder.resolve(".gotstack-" + ProcessHandle.current().pid() + "-" + UUID.randomUUID() + ".tmp");
    }

    /// Deletes what killed processes left in a folder.
    public static void sweep(Path folder) {
        Leftovers.sweep(folder, NAME, QUIET);
    }
}
