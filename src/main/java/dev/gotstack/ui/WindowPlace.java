package dev.gotstack.ui;

import dev.gotstack.ui.control.Settings;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/// Where the window was when it was last closed. It comes back there if that is still on a screen.
final class WindowPlace {
    private static final String X = "window.x";
    private static final String Y = "window.y";
    private static final String MAXIMIZED = "window.maximized";
    /// So much of the title bar must be on a screen for the window to be caught with the mouse.
    private static final double CATCH = 120;

    private WindowPlace() {}

    /// Puts a window that is shown back to where it was, or at least onto a screen.
    static void restore(Stage stage, Settings settings) {
        var screens = Screen.getScreens().stream().map(Screen::getVisualBounds).toList();
        double x = settings.number(X, Double.NaN);
        double y = settings.number(Y, Double.NaN);
        var wanted = new Rectangle2D(
                Double.isNaN(x) ? stage.getX() : x,
                Double.isNaN(y) ? stage.getY() : y,
                stage.getWidth(),
                stage.getHeight());
        fit(wanted, screens).ifPresent(place -> {
            stage.setX(place.getMinX());
            stage.setY(place.getMinY());
            stage.setWidth(place.getWidth());
            stage.setHeight(place.getHeight());
        });
        if (settings.get(MAXIMIZED, "").equals("true")) {
            stage.setMaximized(true);
        }
    }

    static void store(Stage stage, Settings settings) {
        settings.put(MAXIMIZED, String.valueOf(stage.isMaximized()));
        if (!stage.isMaximized()) {
            settings.put(X, String.valueOf(stage.getX()));
            settings.put(Y, String.valueOf(stage.getY()));
        }
    }

    /// A window's place on the screens there are now: as wanted where its title bar can be caught, else on the first
    /// screen; never larger than its screen. Empty if it is well where it is.
    static Optional<Rectangle2D> fit(Rectangle2D wanted, List<Rectangle2D> screens) {
        if (screens.isEmpty()) {
            return Optional.empty();
        }
        var screen =
                screens.stream().filter(candidate -> caught(wanted, candidate)).findFirst();
        var on = screen.orElse(screens.getFirst());
        double width = Math.min(wanted.getWidth(), on.getWidth());
        double height = Math.min(wanted.getHeight(), on.getHeight());
        double x = screen.isPresent() ? wanted.getMinX() : on.getMinX() + (on.getWidth() - width) / 2;
        double y = screen.isPresent() ? wanted.getMinY() : on.getMinY() + (on.getHeight() - height) / 2;
        if (width < wanted.getWidth() || screen.isEmpty()) {
            x = Math.clamp(x, on.getMinX(), on.getMaxX() - width);
        }
        if (height < wanted.getHeight() || screen.isEmpty()) {
            y = Math.clamp(y, on.getMinY(), on.getMaxY() - height);
        }
        return Optional.of(new Rectangle2D(x, y, width, height));
    }

    private static boolean caught(Rectangle2D window, Rectangle2D screen) {
        double across = Math.min(window.getMaxX(), screen.getMaxX()) - Math.max(window.getMinX(), screen.getMinX());
        return across >= Math.min(CATCH, window.getWidth())
                && window.getMinY() >= screen.getMinY()
                && window.getMinY() <= screen.getMaxY() - CATCH / 2;
    }
}
