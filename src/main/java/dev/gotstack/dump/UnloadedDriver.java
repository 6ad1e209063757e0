package dev.gotstack.dump;

/// A driver that was unloaded before the crash.
///
/// @param name its first 12 characters
/// @param start where it was
/// @param end the first address behind it
public record UnloadedDriver(String name, long start, long end) {}
