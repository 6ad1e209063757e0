package dev.gotstack.ui.theme;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Light or dark, for the whole window.
public final class Theme {
    private final ReadOnlyObjectWrapper<Palette> palette = new ReadOnlyObjectWrapper<>(Palette.forLight());

    /// Colours for what is drawn.
    public ReadOnlyObjectProperty<Palette> paletteProperty() {
        return palette.getReadOnlyProperty();
    }

    public Palette palette() {
        return palette.get();
    }

    public void setDark(boolean dark) {
        palette.set(dark ? Palette.forDark() : Palette.forLight());
    }
}
