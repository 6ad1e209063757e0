package dev.gotstack.ui.console;

/// A link in the output.
///
/// @param start column of its first character
/// @param end column behind its last
/// @param text what it looks like
/// @param command what following it runs
record LinkPlace(int line, int start, int end, String text, String command) {
    boolean contains(TextPosition position) {
        return position.line() == line && position.column() >= start && position.column() < end;
    }
}
