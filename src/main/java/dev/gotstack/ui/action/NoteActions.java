package dev.gotstack.ui.action;

import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.control.UiText;
import dev.gotstack.ui.control.Words;
import java.util.List;
import java.util.OptionalLong;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.input.KeyCombination;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignB;
import org.kordamp.ikonli.materialdesign2.MaterialDesignN;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.kordamp.ikonli.materialdesign2.MaterialDesignU;

/// Writing things down about addresses, and finding them again.
public final class NoteActions {
    private final AnalysisModel model;
    private final Shell shell;
    private final ByHand byHand;

    NoteActions(AnalysisModel model, Shell shell, ByHand byHand) {
        this.model = model;
        this.shell = shell;
        this.byHand = byHand;
    }

    List<Action> all() {
        var notebook = model.notebook();
        return List.of(
                action(
                        "note.bookmark",
                        MaterialDesignB.BOOKMARK_OUTLINE,
                        "Shortcut+B",
                        looking(),
                        () -> target().ifPresent(this::toggle)),
                action(
                        "note.write",
                        MaterialDesignN.NOTE_TEXT_OUTLINE,
                        "Shortcut+M",
                        looking(),
                        () -> target().ifPresent(this::write)),
                action(
                        "note.list",
                        MaterialDesignB.BOOKMARK_MULTIPLE_OUTLINE,
                        "Shortcut+Shift+B",
                        looking(),
                        shell::showNotes),
                action("note.undo", MaterialDesignU.UNDO, "Shortcut+Z", notebook.canUndoProperty(), notebook::undo),
                action("note.redo", MaterialDesignR.REDO, "Shortcut+Y", notebook.canRedoProperty(), notebook::redo));
    }

    private static Action action(String id, Ikon icon, String key, ObservableBooleanValue enabled, Runnable run) {
        return new Action(id, UiText.of("action." + id), icon, KeyCombination.valueOf(key), enabled, run);
    }

    private ObservableBooleanValue looking() {
        return Bindings.isNotNull(model.selectionProperty());
    }

    /// The address that is meant by the selection: the selected frame's return slot, else where memory is shown.
    private OptionalLong target() {
        var selection = model.selectionProperty().get();
        if (selection == null) {
            return OptionalLong.empty();
        }
        var slot = byHand.selected().slot();
        return slot.isPresent() ? slot : OptionalLong.of(selection.address());
    }

    /// Sets or takes away the bookmark at an address.
    public void toggle(long address) {
        model.notebook().toggleBookmark(address, Words.address(address));
    }

    /// Asks what is to be written down about an address.
    public void write(long address) {
        shell.editNote(address);
    }
}
