package dev.gotstack.ui.session;

import dev.gotstack.model.Notes;
import dev.gotstack.model.Selection;
import dev.gotstack.stack.Corrections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is kept of the work on one dump.
///
/// @param dump the file it was last read from; only for people who look into the file
/// @param context the command that set the registers in force; empty for those saved at the crash
/// @param selection where the window looked
/// @param corrections what was set by hand
/// @param symbolPaths where the user let symbols be searched; empty for the usual places
/// @param layout where panes and dividers were, as the window calls it
public record SavedSession(
        String dump,
        String context,
        Optional<Selection> selection,
        Notes notes,
        Corrections corrections,
        List<String> symbolPaths,
        Map<String, String> layout) {
    public static final SavedSession EMPTY =
            new SavedSession("", "", Optional.empty(), Notes.NONE, Corrections.NONE, List.of(), Map.of());

    public SavedSession {
        symbolPaths = List.copyOf(symbolPaths);
        layout = Map.copyOf(layout);
    }
}
