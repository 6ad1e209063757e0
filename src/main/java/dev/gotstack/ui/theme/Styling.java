package dev.gotstack.ui.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
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
    /// Where a scene keeps the style sheet of its popups, which is made anew for every size.
    private static final String POPUPS = "gotstack.popups";

    private Styling() {}

    /// Makes a scene follow a theme from now on.
    public static void follow(Scene scene, Theme theme) {
        scene.getStylesheets().addAll(sheet("/css/gotstack.bss"), sheet("/css/panes.bss"), Fonts.styleSheet());
        theme.paletteProperty().subscribe(palette -> dress(scene, palette.dark()));
        scene.rootProperty().subscribe(root -> dress(scene, theme.palette().dark()));
        theme.zoomProperty().subscribe(zoom -> enlargePopups(scene, zoom.doubleValue()));
    }

    /// Menus and tooltips are windows of their own, which the window's content does not scale: their text does.
    private static void enlargePopups(Scene scene, double zoom) {
        scene.getStylesheets().remove(scene.getProperties().remove(POPUPS));
        if (zoom != 1) {
            var css = String.format(
                    Locale.ROOT,
                    ".root.popup, .context-menu { -fx-font-size: %.1fpx; } .tooltip { -fx-font-size: %.1fpx;"
                            + " -fx-max-width: %.0fpx; }",
                    13 * zoom,
                    12 * zoom,
                    460 * zoom);
            var sheet =
                    "data:text/css;base64," + Base64.getEncoder().encodeToString(css.getBytes(StandardCharsets.UTF_8));
            scene.getProperties().put(POPUPS, sheet);
            scene.getStylesheets().add(sheet);
        }
    }

    /// Makes a theme follow the desktop's.
    public static void followSystem(Theme theme) {
        Platform.getPreferences()
                .colorSchemeProperty()
                .subscribe(scheme -> theme.systemIsDark(scheme == ColorScheme.DARK));
    }

    private static void dress(Scene scene, boolean dark) {
        underlay(dark);
        dress(scene.getRoot(), dark);
    }

    /// Sets what all scenes have below their own style sheets. Before the first control there is: else JavaFX reads its
    /// own look first, for nothing.
    public static void underlay(boolean dark) {
        var sheet = dark ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet();
        if (!sheet.equals(Application.getUserAgentStylesheet())) {
            Application.setUserAgentStylesheet(sheet);
        }
    }

    /// Marks a node, so that our style sheet's variables are those of light or dark.
    public static void dress(Parent root, boolean dark) {
        root.getStyleClass().removeAll(DARK, LIGHT);
        root.getStyleClass().add(dark ? DARK : LIGHT);
    }

    /// A style sheet of ours. The build translates those of `assets/css`, which takes half of the time to read.
    public static String sheet(String path) {
        return Objects.requireNonNull(Styling.class.getResource(path), path).toExternalForm();
    }
}
