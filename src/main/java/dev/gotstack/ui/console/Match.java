package dev.gotstack.ui.console;

/// A place that was searched for.
///
/// @param start column of its first character
/// @param end column behind its last
record Match(int line, int start, int end) {}
