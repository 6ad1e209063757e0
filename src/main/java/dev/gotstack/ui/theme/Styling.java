package dev.gotstack.ui.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.Scene;

/// Dresses scenes: AtlantaFX's Primer below, our own style sheet above, light or dark as the [Theme] says.
public final class Styling {
    private static final String DARK = "theme-dark";
    private static final String LIGHT = "theme-light";

    private Styling() {}

    /// Makes a scene follow a theme from now on.
    public static void follow(Scene scene, Theme theme) {
        scene.getStylesheets().addAll(sheet("/css/gotstack.css"), sheet("/css/panes.css"), Fonts.styleSheet());
        theme.paletteProperty().subscribe(palette -> dress(scene, palette.dark()));
        scene.rootProperty().subscribe(root -> dress(scene, theme.palette().dark()));
    }

    /// Makes a theme follow the desktop's.
    public static void followSystem(Theme theme) {
        Platform.getPreferences()
                .colorSchemeProperty()
                .subscribe(scheme -> theme.systemIsDark(scheme == ColorScheme.DARK));
    }

    private static void dress(Scene scene, boolean dark) {
        var sheet = dark ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet();
        if (!sheet.equals(Application.getUserAgentStylesheet())) {
            Application.setUserAgentStylesheet(sheet);
        }
        dress(scene.getRoot(), dark);
    }

    /// Marks a node, so that our style sheet's variables are those of light or dark.
    public static void dress(Parent root, boolean dark) {
        root.getStyleClass().removeAll(DARK, LIGHT);
        root.getStyleClass().add(dark ? DARK : LIGHT);
    }

    /// A style sheet of ours.
    public static String sheet(String path) {
        return Objects.requireNonNull(Styling.class.getResource(path), path).toExternalForm();
    }
}
