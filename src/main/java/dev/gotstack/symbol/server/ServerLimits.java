package dev.gotstack.symbol.server;

import java.time.Duration;

/// What a symbol server may take.
///
/// @param connect until the connection stands
/// @param idle between two signs of life
/// @param whole for one file
/// @param mostBytes of one file, unpacked ones too
/// @param attempts at one file before giving up
/// @param pause after the first failed attempt; longer after each further one
/// @param missingFor how long a file that the server did not have is not asked for again
public record ServerLimits(
        Duration connect,
        Duration idle,
        Duration whole,
        long mostBytes,
        int attempts,
        Duration pause,
        Duration missingFor) {

    /// Patient enough for a slow line: a kernel's PDB is some 15 MB, the largest known PDBs are near 4 GB but belong
    /// to no driver.
    public static ServerLimits standard() {
        return new ServerLimits(
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                Duration.ofMinutes(15),
                1L << 30,
                3,
                Duration.ofMillis(300),
                Duration.ofDays(1));
    }
}
