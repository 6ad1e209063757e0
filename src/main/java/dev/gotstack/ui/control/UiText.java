package dev.gotstack.ui.control;

import dev.gotstack.text.Messages;

/// What the window says, from `assets/texts/ui.properties`. Keys begin with the place: `registers.saved`.
public final class UiText {
    private static final Messages TEXTS = new Messages("ui");

    private UiText() {}

    /// @see Messages#get
    public static String of(String key, Object... values) {
        return TEXTS.get(key, values);
    }
}
