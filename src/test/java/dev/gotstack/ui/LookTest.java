package dev.gotstack.ui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.Samples;
import dev.gotstack.ui.theme.Palette;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;

/// Layout, style sheet and colours.
class LookTest extends WindowTest {
    private static final double READABLE = 4.5;
    private static final String OURS = "/css/";

    private final List<String> complaints = new ArrayList<>();
    private final Logger css = Logger.getLogger("javafx.css");

    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord record) {
            complaints.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @Override
    public void start(Stage stage) {
        css.addHandler(listener);
        super.start(stage);
    }

    @Test
    void theStyleSheetHasNoFaults() {
        open(Samples.ARTICLE);
        interact(() -> theme.setDark(true));
        push(KeyCode.F1);
        push(KeyCode.ESCAPE);
        interact(() -> theme.setDark(false));
        css.removeHandler(listener);

        assertEquals(
                List.of(),
                complaints.stream().filter(line -> line.contains(OURS)).toList());
    }

    @Test
    void textIsReadableOnEveryGround() {
        for (var palette : List.of(Palette.forLight(), Palette.forDark())) {
            var inks = Map.of(
                    "text", palette.text(),
                    "muted", palette.muted(),
                    "guard", palette.guard(),
                    "scan", palette.scan(),
                    "code", palette.code(),
                    "changed", palette.changed(),
                    "missing", palette.missing());
            for (var ground : List.of(palette.background(), palette.surface())) {
                inks.forEach((name, ink) -> assertTrue(
                        contrast(ink, ground) >= READABLE,
                        name + (palette.dark() ? " in the dark " : " in the light ") + contrast(ink, ground)));
            }
        }
    }

    @Test
    void dividersSuitTheWindowUntilTheyAreMoved() {
        open(Samples.ARTICLE);
        resize(1024, 768);
        var columns = split(Orientation.HORIZONTAL);
        double middle = columns.getItems().get(1).getBoundsInParent().getWidth();
        assertTrue(middle > 500, "the middle column keeps its room: " + middle);
    }

    @Test
    void dividersAreRememberedAndReset() {
        open(Samples.ARTICLE);
        var columns = split(Orientation.HORIZONTAL);
        var before = columns.getDividerPositions();
        interact(() -> {
            mouse(MouseEvent.MOUSE_PRESSED, divider(columns), 0);
            mouse(MouseEvent.MOUSE_DRAGGED, divider(columns), 80);
            mouse(MouseEvent.MOUSE_RELEASED, divider(columns), 80);
        });
        var moved = columns.getDividerPositions();
        assertTrue(moved[0] > before[0] + 0.03, "the divider was dragged from " + before[0] + " to " + moved[0]);

        interact(() -> window.scene().getWindow().hide());
        assertTrue(settings.get("layout.columns", "").startsWith(String.format("%.2f", moved[0])));

        interact(() -> ((Stage) window.scene().getWindow()).show());
        interact(window.actions().action("view.reset")::run);
        assertArrayEquals(before, columns.getDividerPositions(), 0.01);
    }

    @Test
    void registersStandBesideMemoryWhereThereIsRoom() {
        open(Samples.ARTICLE);
        assertTrue(find("#tab-registers").getParent() != find("#tab-memory").getParent(), "side by side");
        resize(1024, 768);
        assertTrue(find("#tab-registers").getParent() == find("#tab-memory").getParent(), "among the tabs");
    }

    /// The headless platform's robot loses the mouse when it leaves what it drags, so that the events are made here.
    private static void mouse(EventType<MouseEvent> type, Node target, double by) {
        var place = target.localToScene(target.getBoundsInLocal());
        boolean down = type != MouseEvent.MOUSE_RELEASED;
        Event.fireEvent(
                target,
                new MouseEvent(
                        type,
                        place.getCenterX() + by,
                        place.getCenterY(),
                        place.getCenterX() + by,
                        place.getCenterY(),
                        MouseButton.PRIMARY,
                        1,
                        false,
                        false,
                        false,
                        false,
                        down,
                        false,
                        false,
                        true,
                        false,
                        false,
                        null));
    }

    private void resize(double width, double height) {
        interact(() -> {
            window.scene().getWindow().setWidth(width);
            window.scene().getWindow().setHeight(height);
        });
        waitFor(() -> window.scene().getWidth() <= width);
    }

    private SplitPane split(Orientation orientation) {
        return lookup(".split-pane").queryAllAs(SplitPane.class).stream()
                .filter(pane -> pane.getOrientation() == orientation)
                .findFirst()
                .orElseThrow();
    }

    private static Node divider(SplitPane pane) {
        return pane.lookupAll(".split-pane-divider").stream()
                .filter(node -> node.getParent() == pane)
                .min(Comparator.comparingDouble(node -> node.getBoundsInParent().getMinX()))
                .orElseThrow();
    }

    private static double contrast(Color ink, Color ground) {
        double one = luminance(ink) + 0.05;
        double other = luminance(ground) + 0.05;
        return Math.max(one, other) / Math.min(one, other);
    }

    private static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed())
                + 0.7152 * linear(colour.getGreen())
                + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(double value) {
        return value <= 0.03928 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
