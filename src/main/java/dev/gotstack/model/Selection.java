package dev.gotstack.model;

/// What the window looks at.
///
/// @param address address the memory view shows
/// @param length bytes marked there, 0 for none
/// @param frame index of the selected frame in the reconstructed stack, or -1
/// @param code address the disassembly shows
public record Selection(long address, long length, int frame, long code) {}
