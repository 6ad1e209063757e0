package dev.gotstack.ui.theme;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Light or dark, for the whole window.
public final class Theme {
    /// What the user wants.
    public enum Choice {
        SYSTEM,
        LIGHT,
        DARK
    }

    private final ReadOnlyObjectWrapper<Palette> palette = new ReadOnlyObjectWrapper<>(Palette.forLight());
    private final ReadOnlyObjectWrapper<Choice> choice = new ReadOnlyObjectWrapper<>(Choice.SYSTEM);
    private boolean systemIsDark;

    /// Colours for what is drawn.
    public ReadOnlyObjectProperty<Palette> paletteProperty() {
        return palette.getReadOnlyProperty();
    }

    public Palette palette() {
        return palette.get();
    }

    /// What the user chose.
    public ReadOnlyObjectProperty<Choice> choiceProperty() {
        return choice.getReadOnlyProperty();
    }

    public void choose(Choice wanted) {
        choice.set(wanted);
        update();
    }

    /// Tells what the desktop uses.
    public void systemIsDark(boolean dark) {
        systemIsDark = dark;
        update();
    }

    public void setDark(boolean dark) {
        choose(dark ? Choice.DARK : Choice.LIGHT);
    }

    private void update() {
        boolean dark =
                switch (choice.get()) {
                    case SYSTEM -> systemIsDark;
                    case LIGHT -> false;
                    case DARK -> true;
                };
        if (palette.get().dark() != dark) {
            palette.set(dark ? Palette.forDark() : Palette.forLight());
        }
    }
}
