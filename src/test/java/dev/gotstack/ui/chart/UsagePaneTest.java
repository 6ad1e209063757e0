package dev.gotstack.ui.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.model.AnalysisModel;
import dev.gotstack.stack.Omission.Called;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.control.Mouse;
import dev.gotstack.ui.control.PaneTest;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.RadioButton;
import javafx.scene.control.Spinner;
import javafx.scene.image.PixelFormat;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

class UsagePaneTest extends PaneTest<UsagePane> {

    @Override
    protected UsagePane make(AnalysisModel model, Actions actions) {
        return new UsagePane(model, actions);
    }

    private static String text(FxRobot robot, String query) {
        return robot.lookup(query).<Labeled>query().getText();
    }

    private static ListView<Legend.Row> legend(FxRobot robot) {
        return robot.lookup("#legend").query();
    }

    /// The headless robot does not move by itself between two points: the event is made here.
    private void mouse(FxRobot robot, EventType<MouseEvent> type, double part) {
        Node ruler = robot.lookup("#ruler").query();
        run(() -> {
            var bounds = ruler.getLayoutBounds();
            Mouse.fire(ruler, type, bounds.getCenterX(), bounds.getHeight() * part);
        });
    }

    @Test
    void pointingShowsAFrameEverywhereAndLeavingGoesBack(FxRobot robot) throws Exception {
        run(() -> model.selectFrame(2));
        var before = selection();

        mouse(robot, MouseEvent.MOUSE_MOVED, 0.5);
        WaitForAsyncUtils.waitFor(5, TimeUnit.SECONDS, () -> selection().frame() != 2);
        var pointed = selection();
        assertTrue(pointed.frame() > 2, "what is pointed at is selected: " + pointed);
        var frame = get(() -> model.frame(pointed.frame())).orElseThrow();
        assertEquals(frame.code().address(), pointed.code());
        assertTrue(pointed.length() > 0, "its bytes are marked");

        mouse(robot, MouseEvent.MOUSE_EXITED, 0.5);
        assertEquals(before, selection());
        run(() -> model.navigation().goBack());
        assertNotEquals(pointed, selection(), "pointing leaves no trace in the history");
    }

    @Test
    void aClickKeepsWhatWasPointedAt(FxRobot robot) {
        robot.clickOn("#ruler");
        int frame = selection().frame();
        assertTrue(frame > 0);
        mouse(robot, MouseEvent.MOUSE_EXITED, 0.5);
        assertEquals(frame, selection().frame());
    }

    @Test
    void theStackIsGroupedByFourThings(FxRobot robot) {
        assertEquals("stackhog", get(() -> legend(robot).getItems().getFirst().name()));
        robot.clickOn("#group-company");
        assertEquals(
                "Contoso Ltd.", get(() -> legend(robot).getItems().getFirst().name()));
        assertEquals(8_276, get(() -> legend(robot).getItems().getFirst().bytes()));
        robot.clickOn("#group-function");
        assertTrue(get(() -> legend(robot).getItems().stream()
                .anyMatch(row -> row.name().equals("fabfs!FabReadRun") && row.bytes() == 1_568)));
        robot.clickOn("#group-cycle");
        assertEquals("×16", get(() -> legend(robot).getItems().getFirst().name()));
        assertEquals(8_916, get(() -> legend(robot).getItems().getFirst().bytes()));
        for (var group : new String[] {"#group-module", "#group-company", "#group-function", "#group-cycle"}) {
            robot.clickOn(group);
            long sum = get(() -> legend(robot).getItems().stream()
                    .mapToLong(Legend.Row::bytes)
                    .sum());
            assertEquals(12_288, sum, group);
        }
    }

    @Test
    void theLegendLeadsToTheLargestFrame(FxRobot robot) {
        run(() -> {
            legend(robot).requestFocus();
            legend(robot).getSelectionModel().select(3);
        });
        robot.push(KeyCode.ENTER);
        assertEquals(1_568, selection().length());
    }

    @Test
    void theRulerZoomsByKeyAndWheel(FxRobot robot) {
        run(() -> model.selectFrame(4));
        robot.clickOn("#ruler");
        Node bar = robot.lookup("#ruler .scroll-bar").query();
        assertFalse(bar.isVisible());
        robot.push(KeyCode.PLUS);
        assertTrue(bar.isVisible());
        robot.push(KeyCode.DIGIT0);
        assertFalse(bar.isVisible());
        run(() -> wheel(robot.lookup("#ruler").query(), 40));
        assertTrue(bar.isVisible());
        robot.push(KeyCode.HOME);
        assertEquals(
                get(() -> model.analysisProperty()
                                .get()
                                .reconstructedStack()
                                .frames()
                                .size())
                        - 1,
                selection().frame());
        robot.push(KeyCode.MINUS);
        robot.push(KeyCode.MINUS);
        assertFalse(bar.isVisible());
    }

    private static void wheel(Node ruler, double by) {
        Event.fireEvent(
                ruler,
                new ScrollEvent(
                        ScrollEvent.SCROLL,
                        50,
                        100,
                        50,
                        100,
                        false,
                        true,
                        false,
                        false,
                        false,
                        false,
                        0,
                        by,
                        0,
                        by,
                        ScrollEvent.HorizontalTextScrollUnits.NONE,
                        0,
                        ScrollEvent.VerticalTextScrollUnits.NONE,
                        0,
                        0,
                        null));
    }

    /// Scrolled far down, what is above the stack's visible part leaves no trace when the whole is shown again.
    @Test
    void zoomingBackDrawsTheSamePicture(FxRobot robot) {
        run(() -> model.selectFrame(4));
        var before = pixels(robot);
        run(() -> {
            RulerCanvas ruler = robot.lookup("#ruler").query();
            ruler.zoom(6);
            model.selectFrame(1);
            model.selectFrame(4);
        });
        assertFalse(Arrays.equals(before, pixels(robot)));
        run(() -> robot.lookup("#ruler").<RulerCanvas>query().zoomOut());
        assertArrayEquals(before, pixels(robot));
    }

    private int[] pixels(FxRobot robot) {
        return get(() -> {
            var image = robot.lookup("#ruler").query().snapshot(null, null);
            int width = (int) image.getWidth();
            int height = (int) image.getHeight();
            var pixels = new int[width * height];
            image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
            return pixels;
        });
    }

    @Test
    void untickingADriverSaysWhatWouldHaveBeen(FxRobot robot) {
        robot.clickOn("#ask-what-if");
        assertEquals("Nothing is left out.", text(robot, "#what-if-answer"));
        robot.clickOn("#what-if-1");
        assertEquals(Set.of("hogflt"), get(() -> model.omissionProperty().get().modules()));
        assertTrue(
                text(robot, "#what-if-answer")
                        .startsWith("Without hogflt (48 frames, 3,072 bytes), 3,160 of 12,288 bytes would have been"
                                + " free at the fault, not 88."),
                text(robot, "#what-if-answer"));
        assertTrue(text(robot, "#what-if-details").startsWith("Assumed: what it called would have been called"));

        robot.clickOn("#what-if-copy");
        assertTrue(get(() -> Clipboard.getSystemClipboard().getString()).contains("3,160 of 12,288 bytes"));

        run(() -> robot.lookup("#what-if-falls").<RadioButton>query().fire());
        assertEquals(Called.FALLS, get(() -> model.omissionProperty().get().called()));
        assertTrue(text(robot, "#what-if-answer").contains("would not have run"), text(robot, "#what-if-answer"));

        robot.clickOn("#what-if-reset");
        assertTrue(get(() -> model.omissionProperty().get().isNothing()));
        assertEquals("Nothing is left out.", text(robot, "#what-if-answer"));
    }

    @Test
    void roundsOfACycleAreLeftOutByKeyboard(FxRobot robot) {
        run(() -> pane.askWhatIf());
        Spinner<Integer> rounds = robot.lookup(".what-if-rounds").query();
        run(() -> rounds.decrement(8));
        assertTrue(
                text(robot, "#what-if-answer").startsWith("Without 8 of the 16 rounds of repeated calls (64 frames,"),
                text(robot, "#what-if-answer"));
        run(() -> robot.lookup("#what-if-cycle-0").<CheckBox>query().fire());
        assertEquals(0, get(rounds::getValue));
        assertTrue(
                text(robot, "#what-if-answer").startsWith("Without the calls that repeat 16 times (128 frames, 8,916"),
                text(robot, "#what-if-answer"));
    }

    @Test
    void whatIsSelectedIsSaidToThoseWhoCannotSee(FxRobot robot) {
        run(() -> model.selectFrame(4));
        Node ruler = robot.lookup("#ruler").query();
        assertTrue(
                ruler.getAccessibleText().contains("Selected frame 4, fabfs!FabReadRun+0x3d, 1,568 bytes."),
                ruler.getAccessibleText());
        assertTrue(ruler.getAccessibleText().contains("ESP is in the guard page."));
    }
}
