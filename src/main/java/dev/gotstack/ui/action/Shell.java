package dev.gotstack.ui.action;

import dev.gotstack.ui.control.FileChoice;
import dev.gotstack.ui.control.Settings;

/// What only the window itself can do.
public interface Shell {
    /// For panes that are tried without a window.
    Shell NONE = new Shell() {};

    /// Asks for files.
    default FileChoice files() {
        return FileChoice.none();
    }

    /// What is remembered from one run to the next.
    default Settings settings() {
        return Settings.inMemory();
    }

    /// Searches the output of commands.
    default void findOutput() {}

    /// Empties the view of commands and their output.
    default void clearOutput() {}

    /// Brings a pane to the front and gives it the keyboard.
    default void show(PaneKind pane) {}

    /// Lets the user imagine the stack without some drivers.
    default void askWhatIf() {}

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
