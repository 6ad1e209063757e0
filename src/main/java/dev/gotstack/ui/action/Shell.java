package dev.gotstack.ui.action;

import dev.gotstack.ui.control.FileChoice;

/// What only the window itself can do.
public interface Shell {
    /// For panes that are tried without a window.
    Shell NONE = new Shell() {};

    /// Asks for files.
    default FileChoice files() {
        return FileChoice.none();
    }

    /// Brings a pane to the front and gives it the keyboard.
    default void show(PaneKind pane) {}

    /// Puts the cursor into the address field.
    default void focusAddress() {}

    /// Shows the list of all actions.
    default void showPalette() {}

    /// Shows the list of all keys.
    default void showKeys() {}

    /// Shows what a report of the open dump would say, and lets the user export it.
    default void showReport() {}

    /// Puts all dividers where they were at first.
    default void resetLayout() {}

    /// Closes the window.
    default void closeWindow() {}

    /// Tells that something was done.
    default void done(String what) {}

    /// Tells that something went wrong.
    ///
    /// @param works what still works
    default void problem(String what, String works) {}
}
