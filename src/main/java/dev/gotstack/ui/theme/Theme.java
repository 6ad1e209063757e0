package dev.gotstack.ui.theme;

import java.util.List;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Light or dark, and how large everything is drawn, for all windows.
public final class Theme {
    /// What one can choose from.
    public static final List<Double> ZOOMS = List.of(0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0);

    /// What the user wants.
    public enum Choice {
        SYSTEM,
        LIGHT,
        DARK
    }

    private final ReadOnlyObjectWrapper<Palette> palette = new ReadOnlyObjectWrapper<>(Palette.forLight());
    private final ReadOnlyObjectWrapper<Choice> choice = new ReadOnlyObjectWrapper<>(Choice.SYSTEM);
    private final ReadOnlyDoubleWrapper zoom = new ReadOnlyDoubleWrapper(1);
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

    /// How many times as large as usual everything is drawn.
    public ReadOnlyDoubleProperty zoomProperty() {
        return zoom.getReadOnlyProperty();
    }

    public double zoom() {
        return zoom.get();
    }

    /// Draws everything so many times as large as usual, within what one can choose from.
    public void zoomTo(double factor) {
        zoom.set(Math.clamp(factor, ZOOMS.getFirst(), ZOOMS.getLast()));
    }

    /// The next larger or smaller of the sizes.
    public void zoomBy(boolean larger) {
        var sizes = larger ? ZOOMS : ZOOMS.reversed();
        sizes.stream()
                .filter(size -> larger ? size > zoom.get() : size < zoom.get())
                .findFirst()
                .ifPresent(this::zoomTo);
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
