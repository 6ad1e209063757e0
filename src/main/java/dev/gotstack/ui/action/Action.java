package dev.gotstack.ui.action;

import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;

/// Something the user can do. Menus, buttons, keys, the command palette and the key reference are all made from it.
///
/// @param id stable name: `go.back`; its first part is the group it is listed in
/// @param text what it does, as a menu says it; an ellipsis if it asks something first
/// @param icon its picture, or null
/// @param key its key, or null
/// @param enabled whether it can be done now
public record Action(
        String id,
        String text,
        @Nullable Ikon icon,
        @Nullable KeyCombination key,
        ObservableBooleanValue enabled,
        Runnable body) {

    /// Does it, if it can be done now.
    public void run() {
        if (enabled.get()) {
            body.run();
        }
    }

    /// The group it is listed in: `file`, `go`, `frame`, `note`, `view`, `command`, `theme`, `help`.
    public String group() {
        return id.substring(0, id.indexOf('.'));
    }

    /// Its key as the user knows it: `Ctrl+O`; empty if it has none.
    public String keyText() {
        return key == null ? "" : key.getDisplayText();
    }

    /// Its text without the ellipsis, with its key: for tooltips.
    public String hint() {
        var plain = text.replace("…", "");
        return key == null ? plain : plain + " (" + keyText() + ")";
    }
}
