package dev.gotstack.ui.control;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.scene.image.Image;

/// The product's mark in all its sizes.
public final class Icons {
    private Icons() {}

    /// For the window's title bar and the task switcher.
    public static List<Image> all() {
        return Stream.of(16, 24, 32, 48, 64, 128, 256, 512).map(Icons::of).toList();
    }

    /// One size in pixels.
    public static Image of(int size) {
        var name = "/icons/gotstack-" + size + ".png";
        return new Image(
                Objects.requireNonNull(Icons.class.getResource(name), name).toExternalForm());
    }
}
