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

    /// Searches the pane that has the keyboard.
    default void find() {}

    /// Asks what is to be written down about an address.
    default void editNote(long address) {}

    /// Shows the list of bookmarks and notes.
    default void showNotes() {}

    /// Shows what the program does by default, to be changed.
    default void showPreferences() {}

    /// Puts the pane that has the keyboard into a window of its own, or back.
    default void floatPane() {}

    /// Tells what the value that has the keyboard is; all keys if there is nothing to tell.
    default void explain() {}

    /// Shows how the key values of the dump were obtained, step by step.
    default void showProofs() {}

    /// Leads through the story of the dump; opens the article's case if none is open.
    default void startTour() {}

    /// Gives the keyboard to the pane so many places further on, in reading order; past the last is the first.
    default void nextPane(int by) {}

    /// Brings a pane to the front and leaves the keyboard where it is.
    default void reveal(PaneKind pane) {}

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
