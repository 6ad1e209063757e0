package dev.gotstack.model;

import java.util.ArrayDeque;
import java.util.Deque;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// The notes and bookmarks of the open dump, with undo and redo. To be used on the window's thread.
public final class Notebook {
    private static final int MOST = 500;

    /// A state that can be gone back to.
    ///
    /// @param what the change that leads away from it, as a menu says it: `note at b8ae6048`
    private record Step(String what, Notes notes) {}

    private final ReadOnlyObjectWrapper<Notes> notes = new ReadOnlyObjectWrapper<>(Notes.NONE);
    private final ReadOnlyBooleanWrapper canUndo = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper canRedo = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper lastChange = new ReadOnlyStringWrapper("");
    private final Deque<Step> done = new ArrayDeque<>();
    private final Deque<Step> undone = new ArrayDeque<>();

    Notebook() {}

    public ReadOnlyObjectProperty<Notes> notesProperty() {
        return notes.getReadOnlyProperty();
    }

    public Notes notes() {
        return notes.get();
    }

    public ReadOnlyBooleanProperty canUndoProperty() {
        return canUndo.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty canRedoProperty() {
        return canRedo.getReadOnlyProperty();
    }

    /// What was done, undone or redone last, in words; for screen readers and messages.
    public ReadOnlyStringProperty lastChangeProperty() {
        return lastChange.getReadOnlyProperty();
    }

    /// Sets or takes away the bookmark at an address.
    ///
    /// @param name the address as the user knows it
    public void toggleBookmark(long address, String name) {
        var mark = notes().at(address);
        change(
                ModelText.of(mark.bookmarked() ? "note.unmarked" : "note.bookmarked", name),
                address,
                mark.withBookmark(!mark.bookmarked()));
    }

    /// Writes down something about an address, instead of what stood there; an empty text takes it away.
    public void write(long address, String text, String name) {
        change(ModelText.of("note.written", name), address, notes().at(address).withNote(text.strip()));
    }

    /// Takes away whatever was left at an address.
    public void remove(long address, String name) {
        change(ModelText.of("note.removed", name), address, Mark.NONE);
    }

    private void change(String what, long address, Mark mark) {
        if (mark.equals(notes().at(address))) {
            return;
        }
        done.push(new Step(what, notes()));
        if (done.size() > MOST) {
            done.removeLast();
        }
        undone.clear();
        show(what, notes().with(address, mark));
    }

    public void undo() {
        step(done, undone, "note.undone");
    }

    public void redo() {
        step(undone, done, "note.redone");
    }

    private void step(Deque<Step> from, Deque<Step> to, String text) {
        if (!from.isEmpty()) {
            var step = from.pop();
            to.push(new Step(step.what(), notes()));
            show(ModelText.of(text, step.what()), step.notes());
        }
    }

    /// Shows what was saved before, or what another program has written meanwhile. It cannot be undone.
    public void load(Notes saved) {
        done.clear();
        undone.clear();
        show("", saved);
    }

    void clear() {
        load(Notes.NONE);
    }

    private void show(String what, Notes now) {
        notes.set(now);
        lastChange.set(what);
        canUndo.set(!done.isEmpty());
        canRedo.set(!undone.isEmpty());
    }
}
