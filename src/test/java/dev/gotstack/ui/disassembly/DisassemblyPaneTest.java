package dev.gotstack.ui.disassembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.control.PaneTest;
import dev.gotstack.ui.control.SampleDump;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

class DisassemblyPaneTest extends PaneTest<DisassemblyPane> {

    @Override
    protected DisassemblyPane make(AnalysisModel model, Actions actions) {
        return new DisassemblyPane(model, actions);
    }

    private String current() {
        return get(pane::currentText);
    }

    @Test
    void theCurrentLineShowsWhatTheStoreMeets(FxRobot robot) {
        assertTrue(current().startsWith("8088c718  89550c"), current());
        assertTrue(current().endsWith("ss:0010:b8ae5ff0=????????"), current());
        assertEquals(
                "nt!_KiTrap0E",
                robot.lookup("#disassembly-function").queryAs(Label.class).getText());
    }

    @Test
    void itFollowsTheTaskState() {
        run(() -> model.selectTask(SampleDump.DOUBLE_FAULT));
        var eip = String.format("%08x", SampleDump.register(SampleDump.DOUBLE_FAULT, "eip"));
        assertTrue(current().startsWith(eip), current());
    }

    @Test
    void theCurrentLineIsMarked() {
        int line = get(() -> pane.text().getCurrentParagraph());
        assertEquals(current(), get(() -> pane.text().getText(line)));
        assertEquals("current", get(() -> pane.text().getParagraph(line).getParagraphStyle()));
    }

    @Test
    void linksLeadToCode(FxRobot robot) {
        run(() -> {
            pane.text().requestFocus();
            pane.text().moveTo(pane.text().getText().indexOf("nt!KeBugCheckEx") - 1);
        });
        robot.type(KeyCode.TAB).type(KeyCode.ENTER);
        assertEquals(0x80802750L, selection().code());
        assertTrue(current().startsWith("80802750"), current());
    }

    @Test
    void codeThatIsMissingSaysWhy(FxRobot robot) {
        run(() -> model.showCode(0xb8ae5000L));
        assertTrue(current().contains("????????  guard page"), current());
    }
}
