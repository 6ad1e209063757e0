package dev.gotstack.ui.action;

import dev.gotstack.ui.control.UiText;
import javafx.scene.input.KeyCombination;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignU;

/// What one can do by hand with a frame or a slot.
public enum Deed {
    WALK("frame.walk", "kr =", MaterialDesignF.FOOT_PRINT, "Shortcut+K"),
    PIN("frame.pin", "kr -pin", MaterialDesignP.PIN_OUTLINE, "Shortcut+P"),
    REJECT("frame.wrong", "kr -wrong", MaterialDesignC.CLOSE_CIRCLE_OUTLINE, "Shortcut+D"),
    FORGET("frame.forget", "kr -forget", MaterialDesignU.UNDO_VARIANT, "Shortcut+U");

    private final String id;

    private final String command;
    private final Ikon icon;
    private final String key;

    Deed(String id, String command, Ikon icon, String key) {
        this.id = id;

        this.command = command;
        this.icon = icon;
        this.key = key;
    }

    /// Name of its action.
    public String id() {
        return id;
    }

    public String text() {
        return UiText.of("action." + id);
    }

    /// The command that does it, before the slot.
    String command() {
        return command;
    }

    public Ikon icon() {
        return icon;
    }

    public KeyCombination key() {
        return KeyCombination.valueOf(key);
    }
}
