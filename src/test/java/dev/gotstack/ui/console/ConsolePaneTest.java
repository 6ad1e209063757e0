package dev.gotstack.ui.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.control.PaneTest;
import dev.gotstack.ui.control.SampleDump;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Bounds;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

class ConsolePaneTest extends PaneTest<ConsolePane> {

    @Override
    protected ConsolePane make(AnalysisModel model, Actions actions) {
        return new ConsolePane(model, actions);
    }

    private void type(FxRobot robot, String line) {
        robot.clickOn("#console-input").write(line).type(KeyCode.ENTER);
    }

    private OutputView output(FxRobot robot) {
        return robot.lookup("#console-output").queryAs(OutputView.class);
    }

    private String text(FxRobot robot) {
        var text = output(robot).text();
        return get(() -> text.between(TextPosition.START, text.end()));
    }

    /// Where some text is drawn first.
    private static Bounds boundsOf(OutputView output, String wanted) {
        var match = Matches.of(wanted, output.text().snapshot()).all().getFirst();
        return output.boundsOf(match.line(), match.start(), match.end());
    }

    private static void waitFor(Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, condition);
        } catch (TimeoutException e) {
            throw new AssertionError("waited in vain", e);
        }
    }

    private String input(FxRobot robot) {
        return robot.lookup("#console-input").queryAs(TextField.class).getText();
    }

    private int task() {
        return get(() -> model.contextProperty().get().task().orElse(0));
    }

    @Test
    void whatIsTypedIsRunAndShown(FxRobot robot) {
        type(robot, ".tss 0x50");
        assertEquals(SampleDump.DOUBLE_FAULT, task());
        var text = text(robot);
        var eip = String.format("eip=%08x", SampleDump.register(SampleDump.DOUBLE_FAULT, "eip"));
        assertTrue(text.contains("3: kd> .tss 0x50\n" + eip), text);
        assertEquals("", input(robot));
    }

    @Test
    void whatClicksDidIsEchoed(FxRobot robot) {
        assertTrue(text(robot).startsWith("3: kd> .tss 0x28\n"));
        run(() -> model.selectTask(SampleDump.DOUBLE_FAULT));
        assertTrue(text(robot).contains("3: kd> .tss 0x50\n"));
    }

    @Test
    void linksRunFromTheKeyboard(FxRobot robot) {
        type(robot, "hello");
        run(() -> output(robot).moveTo(TextPosition.START, false));
        robot.clickOn("#console-input").type(KeyCode.TAB).type(KeyCode.ENTER);
        assertEquals(SampleDump.DOUBLE_FAULT, task());
        robot.type(KeyCode.ESCAPE).write("x");
        assertEquals("x", input(robot));
    }

    @Test
    void linksRunByAClick(FxRobot robot) {
        type(robot, "hello");
        var output = output(robot);
        var bounds = get(() -> output.localToScreen(boundsOf(output, "task 0x50")));
        robot.clickOn(bounds.getCenterX(), bounds.getCenterY());
        assertEquals(SampleDump.DOUBLE_FAULT, task());
    }

    @Test
    void upAndDownWalkThroughTheHistory(FxRobot robot) {
        type(robot, "one");
        type(robot, "two");
        robot.write("draft").type(KeyCode.UP).type(KeyCode.UP);
        assertEquals("one", input(robot));
        robot.type(KeyCode.DOWN).type(KeyCode.DOWN);
        assertEquals("draft", input(robot));
    }

    @Test
    void tabCompletesWhereSomethingFits(FxRobot robot) {
        robot.clickOn("#console-input").write(".ts").type(KeyCode.TAB);
        waitFor(() -> input(robot).equals(".tss "));
    }

    @Test
    void controlLClearsTheViewOnly(FxRobot robot) {
        type(robot, "hello");
        robot.press(KeyCode.CONTROL).type(KeyCode.L).release(KeyCode.CONTROL);
        assertEquals("", text(robot));
        assertFalse(get(() -> model.console().isEmpty()));
    }
}
