package dev.gotstack.ui.session;

import dev.gotstack.ui.control.SafeFile;
import dev.gotstack.ui.control.UiText;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// Where sessions are kept, one file a dump. Two programs may have the same dump open: each reads what the other wrote
/// before it writes, under a lock, and neither undoes what the other did. Never called on the window's thread.
public final class SessionStore {
    private static final int MOST_AT_ONCE = 1000;
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS");
    private static final long LARGEST = 16L << 20;
    private static final int TRIES = 40;
    private static final long PAUSE = 50;

    private final Path folder;

    /// @param folder need not exist yet
    public SessionStore(Path folder) {
        this.folder = folder;
    }

    /// What was found.
    ///
    /// @param session an empty one if none was saved
    /// @param trouble why what was saved could not be read, and where it is now; empty if nothing is wrong
    public record Loaded(SavedSession session, String trouble) {}

    /// The file of a dump's session.
    public Path file(DumpIdentity dump) {
        return folder.resolve(dump.fileName() + ".json");
    }

    /// Reads a session. One that cannot be read is put aside under another name and never deleted.
    ///
    /// @throws IOException if there is one that can neither be read nor put aside; it must not be written then
    public Loaded load(DumpIdentity dump) throws IOException {
        var file = file(dump);
        sweep(dump);
        try {
            return new Loaded(read(file).orElse(SavedSession.EMPTY), "");
        } catch (SessionJson.UnreadableException e) {
            var aside =
                    putAside(file, dump.fileName() + "." + LocalDateTime.now().format(STAMP));
            return new Loaded(
                    SavedSession.EMPTY, UiText.of("session.set-aside", String.valueOf(e.getMessage()), aside));
        }
    }

    private Path lock(DumpIdentity dump) {
        return folder.resolve(dump.fileName() + ".lock");
    }

    /// Deletes what a killed program left of the session it was writing, unless one is being written just now.
    private void sweep(DumpIdentity dump) {
        try (var channel = FileChannel.open(lock(dump), StandardOpenOption.WRITE);
                var held = attempt(channel).orElse(null)) {
            if (held != null) {
                SafeFile.sweep(file(dump), Duration.ZERO);
            }
        } catch (IOException e) {
            return; // nothing was ever saved, or it cannot be: loading tells
        }
    }

    /// Moves a file to a name that nothing has yet: two may be put aside at the same moment.
    private static Path putAside(Path file, String name) throws IOException {
        for (int again = 0; ; again++) {
            var aside = file.resolveSibling(name + (again == 0 ? "" : "-" + again) + ".set-aside.json");
            try {
                return Files.move(file, aside);
            } catch (FileAlreadyExistsException e) {
                if (again == MOST_AT_ONCE) {
                    throw e;
                }
            }
        }
    }

    /// Writes a session, with what other programs have written to it meanwhile.
    ///
    /// @param base what `mine` started from: what was loaded or saved last
    /// @return what the file holds now
    /// @throws IOException if it cannot be written; the file is as it was
    public SavedSession save(DumpIdentity dump, SavedSession base, SavedSession mine) throws IOException {
        var file = file(dump);
        SafeFile.folder(file);
        try (var channel = FileChannel.open(lock(dump), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = lock(channel)) {
            if (!held.isValid()) {
                throw new IOException(UiText.of("session.lock-lost", file));
            }
            SafeFile.sweep(file, Duration.ZERO);
            var found = read(file);
            // A file that is gone says nothing: it is written anew.
            var theirs = found.orElse(base);
            var merged = Merge.of(base, mine, theirs);
            if (found.isEmpty() || !merged.equals(theirs)) {
                SafeFile.write(file, SessionJson.write(merged));
            }
            return merged;
        } catch (SessionJson.UnreadableException e) {
            throw new IOException(UiText.of("session.overwritten", file, String.valueOf(e.getMessage())), e);
        }
    }

    private static Optional<SavedSession> read(Path file) throws IOException, SessionJson.UnreadableException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new SessionJson.UnreadableException(UiText.of("session.too-large"));
            }
            return Optional.of(SessionJson.read(Files.readString(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (CharacterCodingException e) {
            throw new SessionJson.UnreadableException(UiText.of("session.no-text"));
        }
    }

    /// Waits for another program, or another window of this one, to finish writing.
    private static FileLock lock(FileChannel channel) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            var held = attempt(channel);
            if (held.isPresent()) {
                return held.get();
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new IOException(UiText.of("session.busy"));
    }

    private static Optional<FileLock> attempt(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            return Optional.empty(); // another window of this program
        }
    }
}
