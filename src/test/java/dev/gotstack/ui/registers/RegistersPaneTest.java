package dev.gotstack.ui.registers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.control.PaneTest;
import dev.gotstack.ui.control.SampleDump;
import java.util.List;
import javafx.scene.control.Labeled;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.api.FxRobot;

class RegistersPaneTest extends PaneTest<RegistersPane> {
    private static final List<String> IN_TSS =
            List.of("eip", "efl", "eax", "ecx", "edx", "ebx", "esp", "ebp", "esi", "edi");

    @Override
    protected RegistersPane make(AnalysisModel model, Actions actions) {
        return new RegistersPane(model, actions);
    }

    private Labeled value(FxRobot robot, String register) {
        return robot.lookup("#register-" + register).queryAs(Labeled.class);
    }

    private boolean showsNote(FxRobot robot, String words) {
        return robot.lookup(".register-note").queryAllAs(Labeled.class).stream()
                .anyMatch(note -> note.getText().equals(words));
    }

    @ParameterizedTest
    @ValueSource(ints = {SampleDump.INTERRUPTED, SampleDump.DOUBLE_FAULT})
    void registersAreThoseOfTheTaskState(int selector, FxRobot robot) {
        run(() -> model.selectTask(selector));
        for (var name : IN_TSS) {
            var expected = String.format("%08x", SampleDump.register(selector, name));
            assertEquals(expected, value(robot, name).getText(), name);
        }
    }

    @Test
    void aStackPointerOutsideTheStackIsMarkedAndSaysHowFar(FxRobot robot) {
        assertTrue(value(robot, "esp").getStyleClass().contains("guard"));
        assertTrue(showsNote(robot, "28 bytes below the limit"));
        assertTrue(showsNote(robot, "a push: esp-4, guard page"));
        run(() -> model.selectTask(SampleDump.DOUBLE_FAULT));
        assertFalse(value(robot, "esp").getStyleClass().contains("guard"));
        assertFalse(showsNote(robot, "28 bytes below the limit"));
    }

    @Test
    void theCurrentTasksRegistersAreSaidNotToBeLive(FxRobot robot) {
        var origin = robot.lookup("#registers-origin").queryAs(Text.class);
        assertFalse(origin.getText().contains("never saved"));
        run(() -> model.selectTask(SampleDump.DOUBLE_FAULT));
        assertTrue(origin.getText().contains("never saved"));
    }

    @Test
    void changedValuesSayWhatTheOtherTaskHas(FxRobot robot) {
        var eip = value(robot, "eip");
        assertTrue(eip.getStyleClass().contains("changed"));
        var other = String.format("%08x in task 0x50", SampleDump.register(SampleDump.DOUBLE_FAULT, "eip"));
        assertTrue(eip.getTooltip().getText().contains(other));
    }

    @Test
    void aClickShowsCodeOrMemory(FxRobot robot) {
        robot.clickOn("#register-edi");
        assertEquals(
                SampleDump.register(SampleDump.INTERRUPTED, "edi"), selection().code());
        robot.clickOn("#register-ebx");
        assertEquals(
                SampleDump.register(SampleDump.INTERRUPTED, "ebx"), selection().address());
    }
}
