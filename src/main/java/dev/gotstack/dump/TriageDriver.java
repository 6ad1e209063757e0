package dev.gotstack.dump;

/// A loaded driver in a small dump's own list.
///
/// @param path as the kernel has it, `\SystemRoot\system32\ntoskrnl.exe`
public record TriageDriver(String path, long base, long size, long entryPoint, long checkSum, long timeDateStamp) {}
