package dev.gotstack.symbol.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/// Notes of files that servers do not have, kept in a cache for a time, so that opening the next dump does not ask for
/// the same two hundred drivers again. A note is a small file named by a hash of the address; its age is the file's.
public final class MissingFiles {
    private static final String FOLDER = ".gotstack-missing";
    private static final int HASH_BYTES = 16;

    private final Path folder;
    private final Duration validity;

    public MissingFiles(Path cache, Duration validity) {
        this.folder = cache.resolve(FOLDER);
        this.validity = validity;
    }

    /// Whether the file was missing not long ago.
    public boolean knows(String address) {
        try {
            var noted = Files.getLastModifiedTime(placeOf(address)).toInstant();
            var now = Instant.now();
            return !noted.isAfter(now) && noted.plus(validity).isAfter(now);
        } catch (IOException noNote) {
            return false;
        }
    }

    /// Notes that the file is missing now. A note that cannot be written only costs time later.
    public void note(String address) {
        try {
            Files.createDirectories(folder);
            Files.writeString(placeOf(address), address + "\n");
        } catch (IOException e) {
            return;
        }
    }

    private Path placeOf(String address) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(address.getBytes(StandardCharsets.UTF_8));
            return folder.resolve(HexFormat.of().formatHex(Arrays.copyOf(hash, HASH_BYTES)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
