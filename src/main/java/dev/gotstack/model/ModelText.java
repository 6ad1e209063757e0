package dev.gotstack.model;

import dev.gotstack.text.Messages;

/// What the model says of its work, from `assets/texts/model.properties`.
final class ModelText {
    private static final Messages TEXTS = new Messages("model");

    private ModelText() {}

    /// @see Messages#get
    static String of(String key, Object... values) {
        return TEXTS.get(key, values);
    }
}
