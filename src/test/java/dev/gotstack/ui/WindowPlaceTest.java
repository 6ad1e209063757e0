package dev.gotstack.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.Test;

/// A window comes back to where it was, and never where nobody can reach it.
class WindowPlaceTest {
    private static final Rectangle2D LEFT = new Rectangle2D(0, 24, 1920, 1056);
    private static final Rectangle2D RIGHT = new Rectangle2D(1920, 0, 1280, 1024);

    private static Rectangle2D fit(Rectangle2D wanted, Rectangle2D... screens) {
        return WindowPlace.fit(wanted, List.of(screens)).orElseThrow();
    }

    @Test
    void staysWhereItWas() {
        var onTheRight = new Rectangle2D(2000, 100, 1000, 700);
        assertEquals(onTheRight, fit(onTheRight, LEFT, RIGHT));
    }

    @Test
    void comesBackFromAScreenThatIsGone() {
        var place = fit(new Rectangle2D(2000, 100, 1000, 700), LEFT);
        assertTrue(LEFT.contains(place), place.toString());
        assertEquals(1000, place.getWidth());
    }

    @Test
    void isNotLargerThanItsScreen() {
        var small = new Rectangle2D(0, 0, 800, 600);
        assertEquals(small, fit(new Rectangle2D(0, 0, 1400, 900), small));
        assertTrue(small.contains(fit(new Rectangle2D(300, -500, 1400, 900), small)));
    }

    @Test
    void itsTitleBarCanBeCaught() {
        var place = fit(new Rectangle2D(100, -400, 1000, 700), LEFT);
        assertTrue(place.getMinY() >= LEFT.getMinY(), place.toString());
        assertTrue(LEFT.contains(fit(new Rectangle2D(-960, 100, 1000, 700), LEFT)));
    }

    @Test
    void withoutScreensNothingIsDone() {
        assertTrue(WindowPlace.fit(LEFT, List.of()).isEmpty());
    }
}
