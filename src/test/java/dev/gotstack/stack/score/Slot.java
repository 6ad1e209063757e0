package dev.gotstack.stack.score;

/// A word on a stack that is a return address.
///
/// @param address where it lies
/// @param value where it returns to
record Slot(long address, long value) {}
