package dev.gotstack.ui.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gotstack.model.AnalysisModel;
import dev.gotstack.ui.action.Actions;
import dev.gotstack.ui.control.Mouse;
import dev.gotstack.ui.control.PaneTest;
import dev.gotstack.ui.control.SampleDump;
import dev.gotstack.ui.memory.Row.Cell;
import dev.gotstack.ui.memory.Row.Kind;
import java.util.concurrent.TimeUnit;
import javafx.event.EventType;
import javafx.geometry.Point2D;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseEvent;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

class MemoryPaneTest extends PaneTest<MemoryPane> {
    /// Lowest address of the crashed thread's stack, as the article prints it.
    private static final long LIMIT = 0xb8ae6000L;
    /// A word of the trap frame: the interrupted instruction in CcMapData.
    private static final long CODE_POINTER = 0xb8ae604cL;

    @Override
    protected MemoryPane make(AnalysisModel model, Actions actions) {
        return new MemoryPane(model, actions);
    }

    private Cell cell(long address) {
        return get(() -> pane.view().rows().stream()
                .flatMap(row -> row.cells().stream())
                .filter(cell -> cell.address() == address)
                .findFirst()
                .orElseThrow());
    }

    private Point2D onScreen(long address) {
        return get(() -> pane.view().localToScreen(pane.view().pointOf(address)));
    }

    @Test
    void theInterruptedTasksStackPointerIsInTheGuardPage() {
        long esp = SampleDump.register(SampleDump.INTERRUPTED, "esp");
        assertEquals(Kind.GUARD, cell(esp).kind());
        assertEquals("????????", cell(esp).digits());
        assertEquals(Kind.DATA, cell(LIMIT).kind());
        assertTrue(pane.noteText().contains("guard page, not present (PTE 0"), pane.noteText());
        assertTrue(pane.view().getAccessibleText().contains("guard page"));
        assertTrue(pane.reasonAt(esp).contains("all zero"));
    }

    @Test
    void theOtherTasksStackIsShownAsItIs() {
        run(() -> model.selectTask(SampleDump.DOUBLE_FAULT));
        long esp = SampleDump.register(SampleDump.DOUBLE_FAULT, "esp") & ~0xfL;
        for (long va = esp; va < esp + 0x20; va += 4) {
            if (!cell(va).isMissing()) {
                assertEquals(String.format("%08x", SampleDump.word(va)), cell(va).digits());
            }
        }
        assertEquals(esp, get(() -> pane.view().caretProperty().get()));
    }

    @Test
    void valuesAreTheDumps() {
        for (long va = LIMIT; va < LIMIT + 0x80; va += 4) {
            assertEquals(String.format("%08x", SampleDump.word(va)), cell(va).digits());
        }
    }

    @Test
    void aDoubleClickOnACodePointerShowsCode(FxRobot robot) {
        assertEquals(Kind.CODE, cell(CODE_POINTER).kind());
        robot.doubleClickOn(onScreen(CODE_POINTER));
        assertEquals(0x808813d8L, selection().code());
    }

    @Test
    void enterFollowsAStackPointerToMemory(FxRobot robot) {
        robot.clickOn(onScreen(0xb8ae6044L));
        robot.type(KeyCode.ENTER);
        assertEquals(0xb8ae60ecL, selection().address());
    }

    @Test
    void keysMoveTheCaretAndScroll(FxRobot robot) {
        robot.clickOn(onScreen(LIMIT));
        robot.type(KeyCode.RIGHT).type(KeyCode.DOWN);
        assertEquals(LIMIT + 0x14, get(() -> pane.view().caretProperty().get()));
        long before = get(() -> pane.view().topProperty().get());
        robot.type(KeyCode.PAGE_DOWN).type(KeyCode.PAGE_DOWN);
        assertTrue(get(() -> pane.view().topProperty().get()) > before);
        robot.press(KeyCode.CONTROL).type(KeyCode.END).release(KeyCode.CONTROL);
        assertEquals(0xfffffffcL, get(() -> pane.view().caretProperty().get()));
    }

    @Test
    void pointersAreNamed(FxRobot robot) {
        robot.clickOn(onScreen(CODE_POINTER)).clickOn("Pointers");
        var named = get(() -> pane.view().rows().stream()
                .anyMatch(row -> row.address() == CODE_POINTER && row.note().equals("nt!CcMapData+0x65")));
        assertTrue(named);
    }

    @Test
    void selectingAFrameMarksItsBytes() {
        run(() -> model.selectFrame(2));
        var selected = selection();
        assertTrue(selected.length() > 0);
        assertEquals(selected.length(), get(() -> pane.view().chosen().length()));
    }

    @Test
    void copiesWhatIsSelected(FxRobot robot) {
        robot.clickOn(onScreen(CODE_POINTER));
        robot.press(KeyCode.CONTROL).type(KeyCode.C).release(KeyCode.CONTROL);
        var copied = get(() -> Clipboard.getSystemClipboard().getString());
        assertTrue(copied.startsWith("b8ae6040  "), copied);
        assertTrue(copied.contains(" 808813d8  "), copied);
    }

    @Test
    void theWholeAddressSpaceCanBeScrolled() {
        run(() -> pane.view().viewport().scrollTo(0xffff_ffffL));
        assertEquals(0xffff_fff0L, get(() -> pane.view().rows().getLast().address()));
        run(() -> pane.view().viewport().scrollTo(0));
        assertEquals(0, get(() -> pane.view().rows().getFirst().address()));
    }

    private void mouse(EventType<MouseEvent> type, long address) {
        run(() -> {
            var point = pane.view().pointOf(address);
            Mouse.fire(pane.view(), type, point.getX(), point.getY());
        });
    }

    /// Frame 1 starts behind the trap frame: 88 bytes above the limit.
    @Test
    void restingOnAByteShowsItsFrameAndScrollsNothing() throws Exception {
        run(() -> model.selectFrame(0));
        long top = get(() -> pane.view().topProperty().get());
        long caret = get(() -> pane.view().caretProperty().get());

        mouse(MouseEvent.MOUSE_MOVED, LIMIT + 88);
        WaitForAsyncUtils.waitFor(5, TimeUnit.SECONDS, () -> selection().frame() == 1);
        assertEquals(148, selection().length());
        mouse(MouseEvent.MOUSE_MOVED, LIMIT + 84);
        WaitForAsyncUtils.waitFor(5, TimeUnit.SECONDS, () -> selection().frame() == 0);
        mouse(MouseEvent.MOUSE_MOVED, LIMIT + 88);
        WaitForAsyncUtils.waitFor(5, TimeUnit.SECONDS, () -> selection().frame() == 1);
        assertEquals(top, get(() -> pane.view().topProperty().get()));
        assertEquals(caret, get(() -> pane.view().caretProperty().get()));

        mouse(MouseEvent.MOUSE_EXITED, LIMIT + 88);
        assertEquals(0, selection().frame());
        assertEquals(top, get(() -> pane.view().topProperty().get()));
    }

    @Test
    void walkingByKeyShowsWhoseBytesTheseAre(FxRobot robot) {
        robot.clickOn(onScreen(LIMIT + 84));
        assertEquals(0, selection().frame());
        robot.type(KeyCode.RIGHT);
        assertEquals(LIMIT + 88, get(() -> pane.view().caretProperty().get()));
        assertEquals(1, selection().frame());
        robot.type(KeyCode.LEFT);
        assertEquals(0, selection().frame());
    }
}
