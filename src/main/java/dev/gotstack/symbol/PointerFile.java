package dev.gotstack.symbol;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// `file.ptr` of a symbol store: where the file really is (`PATH:…`), or why there is none (`MSG:…`).
///
/// @param location a path or address, empty if the store refuses
/// @param message why it refuses
record PointerFile(String location, String message) {
    static final String NAME = "file.ptr";
    private static final int LONGEST = 4096;

    static PointerFile read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return parse(new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8));
        }
    }

    static PointerFile parse(String text) {
        var line = text.strip().lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "");
        if (line.regionMatches(true, 0, "MSG:", 0, 4)) {
            return new PointerFile("", line.substring(4).strip());
        }
        boolean marked = line.regionMatches(true, 0, "PATH:", 0, 5);
        return new PointerFile((marked ? line.substring(5) : line).strip(), "");
    }

    /// The location as an address.
    Optional<URI> address() {
        try {
            return SymbolPath.isUrl(location) ? Optional.of(URI.create(location)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// The location as a file on this machine. Another machine's share is not followed: the user configured this
    /// store, not that machine, and Windows would log on there.
    Optional<Path> localFile() {
        if (location.startsWith("\\\\") || location.startsWith("//") || SymbolPath.isUrl(location)) {
            return Optional.empty();
        }
        try {
            var path = Path.of(location);
            return path.isAbsolute() && Files.isRegularFile(path) ? Optional.of(path) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /// Why nothing was found there.
    String failure() {
        return location.isEmpty()
                ? "the store refuses: " + message
                : "points to " + location + ", which is no file on this machine";
    }
}
