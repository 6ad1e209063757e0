package dev.gotstack.dump;

/// A copy of a kernel structure in a small dump; the dump does not say at which address it was.
///
/// @param offset in the file
/// @param size bytes up to the next thing in the file, so at least the structure's size
public record FilePiece(long offset, long size) {}
