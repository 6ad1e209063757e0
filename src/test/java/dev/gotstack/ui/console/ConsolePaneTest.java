package dev.gotstack.ui.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.control.LinkedText;
import dev.gotstack.ui.control.PaneTest;
import dev.gotstack.ui.control.SampleDump;
import java.util.List;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

class ConsolePaneTest extends PaneTest<ConsolePane> {

    @Override
    protected ConsolePane make(AnalysisModel model, Actions actions) {
        return new ConsolePane(model, actions);
    }

    private void type(FxRobot robot, String line) {
        robot.clickOn("#console-input").write(line).type(KeyCode.ENTER);
    }

    private LinkedText output(FxRobot robot) {
        return robot.lookup("#console-output").queryAs(LinkedText.class);
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
        var text = output(robot).getText();
        var eip = String.format("eip=%08x", SampleDump.register(SampleDump.DOUBLE_FAULT, "eip"));
        assertTrue(text.contains("3: kd> .tss 0x50\n" + eip), text);
        assertEquals("", input(robot));
    }

    @Test
    void whatClicksDidIsEchoed(FxRobot robot) {
        assertTrue(output(robot).getText().startsWith("3: kd> .tss 0x28\n"));
        run(() -> model.selectTask(SampleDump.DOUBLE_FAULT));
        assertTrue(output(robot).getText().contains("3: kd> .tss 0x50\n"));
    }

    @Test
    void linksRunFromTheKeyboard(FxRobot robot) {
        type(robot, "hello");
        run(() -> output(robot).moveTo(0));
        robot.clickOn("#console-input").type(KeyCode.TAB).type(KeyCode.ENTER);
        assertEquals(SampleDump.DOUBLE_FAULT, task());
        robot.type(KeyCode.ESCAPE).write("x");
        assertEquals("x", input(robot));
    }

    @Test
    void linksRunByAClick(FxRobot robot) {
        type(robot, "hello");
        var output = output(robot);
        int at = output.getText().indexOf("task 0x50") + 2;
        var bounds = get(() -> output.getCharacterBoundsOnScreen(at, at + 1).orElseThrow());
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
        run(() -> pane.setCompletion(typed -> typed.equals(".ts") ? List.of(".tss ") : List.of()));
        robot.clickOn("#console-input").write(".ts").type(KeyCode.TAB);
        assertEquals(".tss ", input(robot));
    }

    @Test
    void controlLClearsTheViewOnly(FxRobot robot) {
        type(robot, "hello");
        robot.press(KeyCode.CONTROL).type(KeyCode.L).release(KeyCode.CONTROL);
        assertEquals("", output(robot).getText());
        assertFalse(get(() -> model.console().isEmpty()));
    }
}
